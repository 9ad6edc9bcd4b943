/** Weights by search on validation predictions; what is tested on is never looked at. */
import { createFusionSweep, type SweepMetric, weightGrid } from '@atelier/metrics';
import { alignPredictions } from '../evaluation/align.ts';
import { isLowerBetter } from '../evaluation/evaluate.ts';
import type { Predictions } from '../evaluation/predictions.ts';
import { DataError } from '../formats/data-error.ts';
import { prepareFusion } from './fuse.ts';
import type { FusionMethod } from './fusion.ts';
import { measure } from './measure.ts';

export interface ChosenWeights {
  /** One per member, summing to 1. */
  readonly weights: readonly number[];
  /** The metric at these weights. */
  readonly value: number;
  readonly metric: string;
  /** Two members: the metric at each weight of the first one, from 0 to 1. Empty for more. */
  readonly curve: readonly { readonly weight: number; readonly value: number }[];
}

export interface WeightSearch {
  /** `accuracy`, `macro_f1`, `auc`, `log_loss`; `rmse`, `mse`, `mae`, `r2` for regression. Default `accuracy`, or `rmse`. */
  readonly metric?: string;
  readonly method?: Exclude<FusionMethod, 'mean' | 'stack'>;
  /** Parts in which weights are divided: default 100 for two members, 20 for three, 10 for more. */
  readonly steps?: number;
}

/**
 * Two members: every weight on the line. More: every point of the simplex, then ever finer steps around the best one. Of equally
 * good weights the most even ones are taken: they lean least on chance.
 *
 * Throws a `DataError` when a member predicted the test part: weights chosen there say nothing about it afterwards.
 */
export function chooseWeights(members: readonly Predictions[], search: WeightSearch = {}): ChosenWeights {
  if (members.length < 2) throw new DataError(`chooseWeights requires at least two members, got ${members.length}`);
  if (members.some((member) => member.part === 'test'))
    throw new DataError('chooseWeights requires predictions of the validation part, got the test part');
  const aligned = alignPredictions(members);
  const { metric = defaultMetric(aligned[0]), method = 'weighted', steps = defaultSteps(members.length) } = search;
  const fuseAt = prepareFusion(aligned, { method });
  const valueAt = (weights: readonly number[]): number => measure(fuseAt(weights), metric);
  const pointAt = (weights: ArrayLike<number>): Point => ({ weights: Array.from(weights), value: valueAt(Array.from(weights)) });
  const sign = isLowerBetter(metric) ? -1 : 1;
  const points = sweptPoints(aligned, { metric, method, steps }) ?? weightGrid({ members: members.length, steps }).map(pointAt);
  const grid = bestOf(points, sign);
  const best = members.length === 2 ? grid : refine(grid, 1 / steps, valueAt, sign);
  const curve = members.length === 2 ? points.map(({ weights, value }) => ({ weight: weights[0], value })).reverse() : [];
  return { weights: best.weights, value: best.value, metric, curve };
}

interface Point {
  readonly weights: readonly number[];
  readonly value: number;
}

/** What weights are searched by when nothing is said. */
export function defaultMetric({ task }: Pick<Predictions, 'task'>): string {
  return task === 'regression' ? 'rmse' : 'accuracy';
}

const SWEPT: Readonly<Record<string, SweepMetric>> = { accuracy: 'accuracy', macro_f1: 'macroF1', auc: 'auc' };

/** The same points by the sweep, which says the same many times faster. Undefined for what it does not follow. */
function sweptPoints(aligned: readonly Predictions[], { metric, method, steps }: Required<WeightSearch>): Point[] | undefined {
  const [first] = aligned;
  if (method !== 'weighted' || !Object.hasOwn(SWEPT, metric) || (first.task !== 'binary' && first.task !== 'multiclass')) return undefined;
  const sweep = createFusionSweep({
    members: aligned.map(({ scores }) => scores),
    labels: first.truth,
    classes: first.classes.length,
  });
  const { weights, values } = sweep.curve({ metric: SWEPT[metric], steps });
  return weights.map((shares, at) => ({ weights: [...shares], value: values[at] }));
}

function defaultSteps(members: number): number {
  if (members === 2) return 100;
  return members === 3 ? 20 : members <= 5 ? 10 : members <= 8 ? 4 : 2;
}

function bestOf(points: readonly Point[], sign: number): Point {
  const unevenness = (weights: readonly number[]): number => weights.reduce((sum, weight) => sum + weight * weight, 0);
  return points.reduce((best, point) => {
    if (Number.isNaN(point.value)) return best;
    const gain = Number.isNaN(best.value) ? 1 : sign * (point.value - best.value);
    return gain > 0 || (gain === 0 && unevenness(point.weights) < unevenness(best.weights) - 1e-12) ? point : best;
  });
}

/** Moves weight between pairs of members while that helps, in steps that are halved when it does not. */
function refine(start: Point, step: number, valueAt: (weights: readonly number[]) => number, sign: number): Point {
  let best = start;
  for (let size = step / 2; size > 0.005; ) {
    const moves = best.weights
      .flatMap((_, from) => best.weights.map((_weight, to) => move(best.weights, from, to, size)))
      .filter((weights) => weights !== undefined);
    const better = moves.map((weights) => ({ weights, value: valueAt(weights) })).find(({ value }) => sign * (value - best.value) > 0);
    if (better === undefined) size /= 2;
    else best = better;
  }
  return best;
}

function move(weights: readonly number[], from: number, to: number, size: number): readonly number[] | undefined {
  if (from === to || weights[from] < size - 1e-12) return undefined;
  return weights.map((weight, member) => (member === from ? Math.max(0, weight - size) : member === to ? weight + size : weight));
}
