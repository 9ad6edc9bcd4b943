// A metric over all weights. What the sweep of packages/metrics follows is swept; all else is fused and measured point by point.
import { createFusionSweep, weightGrid } from '@atelier/metrics';
import { prepareFusion } from '@atelier/ml/fusion';
import { intervalOf } from './interval-of.ts';
import { lineThrough } from '../../charts/prepare/weights.ts';
import type { ClassPart, Part } from './members.ts';
import type { Landscape, Mix, Parts, WeightCurve } from './questions.ts';
import { isCost, type Metric } from './tasks.ts';

type Method = Mix['method'];

/** A metric at points, with its band. */
interface Followed {
  readonly weights: readonly ArrayLike<number>[];
  readonly values: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

interface Follower {
  /** Along the straight line between two weight vectors. */
  line(metric: Metric, method: Method, along: { from: number[]; to: number[] }): Followed;
  /** All weights there are, in even steps. */
  everywhere(metric: Metric, method: Method): Followed & Pick<Landscape, 'best' | 'alike'>;
}

/** Both parts laid out once and kept. */
export function createLandscape({ test, validation }: Parts) {
  const tested = followerOf(test);
  const validated = validation && followerOf(validation);
  return {
    /** Nothing for other than three members: more do not lie in a plane. */
    landscape(metric: Metric, method: Method): Landscape | undefined {
      if (test.members.length !== 3 || method === 'stack') return undefined;
      const { weights, values, best, alike } = (validated ?? tested).everywhere(metric, method);
      return { weights, values, best, alike, by: validated ? 'validation' : 'test' };
    },
    line(metric: Metric, method: Method, weights: readonly number[], member: number): WeightCurve {
      const along = lineThrough(weights, member);
      const curve = tested.line(metric, method, along);
      return {
        weights: Float64Array.from(curve.weights, (shares) => shares[member]!),
        test: curve.values,
        low: curve.low,
        high: curve.high,
        validation: validated?.line(metric, method, along).values,
      };
    },
  };
}

function followerOf(part: Part): Follower {
  const byPoint = pointByPoint(part);
  if (part.task !== 'classes') return byPoint;
  const bySweep = sweptFollower(part);
  return {
    line: (metric, method, along) => (method === 'weighted' ? bySweep : byPoint).line(metric, method, along),
    everywhere: (metric, method) => (method === 'weighted' ? bySweep : byPoint).everywhere(metric, method),
  };
}

const swept = { accuracy: 'accuracy', macro_f1: 'macroF1', auc: 'auc' } as const;

function sweptFollower({ members, truth, classes }: ClassPart): Follower {
  const sweep = createFusionSweep({ members: members.map(({ scores }) => scores), labels: truth, classes: classes.length });
  return {
    line: (metric, _method, along) => sweep.curve({ metric: swept[metric as keyof typeof swept], along }),
    everywhere: (metric) => sweep.curve({ metric: swept[metric as keyof typeof swept] }),
  };
}

/** Fewer points where each of them takes long. */
const MANY_SCORES = 20_000;

function pointByPoint({ members }: Part): Follower {
  const isLarge = members[0]!.scores.length > MANY_SCORES;
  const prepared = new Map<Method, ReturnType<typeof prepareFusion>>();
  const followed = (metric: Metric, method: Method, weights: readonly ArrayLike<number>[]): Followed => {
    const fuseAt = prepared.get(method) ?? prepareFusion(members, { method });
    prepared.set(method, fuseAt);
    const points = weights.map((shares) => intervalOf(fuseAt(Array.from(shares)), metric));
    const column = (key: 'value' | 'low' | 'high') => Float64Array.from(points, (point) => point[key]);
    return { weights, values: column('value'), low: column('low'), high: column('high') };
  };
  return {
    line(metric, method, { from, to }) {
      const steps = isLarge ? 40 : 100;
      const [start, end] = [from, to].map(summingToOne) as [number[], number[]];
      const at = (share: number) => start.map((weight, member) => weight * (1 - share) + end[member]! * share);
      return followed(
        metric,
        method,
        Array.from({ length: steps + 1 }, (_, step) => at(step / steps)),
      );
    },
    everywhere(metric, method) {
      const all = followed(metric, method, weightGrid({ members: members.length, steps: isLarge ? 10 : 20 }));
      const best = bestOf(all, isCost(metric) ? -1 : 1);
      const [low, high] = [all.low[best] ?? Number.NaN, all.high[best] ?? Number.NaN];
      return { ...all, best, alike: Int32Array.from(all.values.keys()).filter((at) => all.values[at]! >= low && all.values[at]! <= high) };
    },
  };
}

function summingToOne(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Of several equal ones, that with the most even weights. −1 if none is defined. */
function bestOf({ values, weights }: Followed, sign: number): number {
  const unevenness = (shares: ArrayLike<number>) => Array.from(shares).reduce((sum, share) => sum + share * share, 0);
  let best = -1;
  for (const at of values.keys()) {
    if (Number.isNaN(values[at]!)) continue;
    const gain = best < 0 ? 1 : sign * (values[at]! - values[best]!);
    if (gain > 0 || (gain === 0 && unevenness(weights[at]!) < unevenness(weights[best]!))) best = at;
  }
  return best;
}
