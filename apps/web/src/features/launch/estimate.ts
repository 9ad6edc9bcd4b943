// How long a training will take, judged by an earlier run that trained the same model. Without such a run there is no honest answer.
import type { EarlierRunsQuery } from '../../generated/launch.ts';
import { unpackF64s } from '../../lib/packed.ts';
import { modelFields, trainingFields, type Values, valuesLike } from './fields.ts';
import type { Draft } from './launch-input.ts';

export type EarlierRun = NonNullable<EarlierRunsQuery['project']>['runs']['nodes'][number];

export interface Measured {
  readonly number: number;
  readonly backend: string;
  readonly worksPerSecond: number;
}

/** What it may run on: what was asked for, or what the agents online choose by themselves. */
export function backendsFor(wished: string, agents: readonly { readonly online: boolean; readonly backend: string }[]): readonly string[] {
  return wished === 'auto' ? agents.filter(({ online }) => online).map(({ backend }) => backend) : [wished];
}

/** The latest run that trained this very model, in batches of this size, on one of these backends. */
export function measuredBy(runs: readonly EarlierRun[], draft: Draft, backends: readonly string[]): Measured | undefined {
  for (const { number, view, backend, params, curves } of runs) {
    const worksPerSecond = medianOf(curves[0]?.values ?? '');
    if (view !== draft.view || !backend || !backends.includes(backend) || !(worksPerSecond > 0)) continue;
    const { model = {}, training = {} } = params as { model?: Record<string, unknown>; training?: Record<string, unknown> };
    const isSame =
      isWithin(valuesLike(model, modelFields[draft.family]), draft.model) &&
      valuesLike(training, trainingFields).batchSize === draft.training.batchSize;
    if (isSame) return { number, backend, worksPerSecond };
  }
  return undefined;
}

/** Milliseconds that this many trainings to the last epoch take at that speed. */
export function trainingMs({ worksPerSecond }: Measured, works: number, epochs: number, trainings: number): number {
  return (works * epochs * trainings * 1000) / worksPerSecond;
}

/** The usual speed of its epochs: the first one warms up, and a busy machine makes some slow. NaN when there are none. */
function medianOf(packed: string): number {
  const sorted = unpackF64s(packed)
    .filter((value) => value > 0)
    .sort();
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Whether all that one says, and it says something, is so in the other. */
function isWithin(values: Values, others: Values): boolean {
  const entries = Object.entries(values);
  return entries.length > 0 && entries.every(([name, value]) => JSON.stringify(value) === JSON.stringify(others[name]));
}
