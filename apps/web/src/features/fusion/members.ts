// From what the API hands out to what can be fused: one order of samples for all members, one check that they belong together.
import { fuse, type Predictions } from '@atelier/ml/fusion';
import type { FusionMemberQuery, ScoresFragment } from '../../generated/fusion.ts';
import { unpackF32s, unpackI32s } from '../../lib/packed.ts';

export type MemberRun = NonNullable<FusionMemberQuery['run']>;

export interface Part {
  readonly members: readonly ClassPredictions[];
  readonly classes: readonly string[];
  readonly truth: Int32Array;
  readonly ids: readonly string[];
  readonly rows: Int32Array;
}

export type ClassPredictions = Extract<Predictions, { task: 'binary' | 'multiclass' }>;

/** The same part of all members, in the order of the first. Throws what `fuse` throws when they cannot be fused. */
export function alignedPart(runs: readonly MemberRun[], part: 'test' | 'validation'): Part | undefined {
  const stored = runs.map((run) => run[part]);
  if (stored.some((predictions) => !predictions)) return undefined;
  const read = runs.map((run, index) => predictionsOf(run, stored[index]!, part));
  const members = read.map((_, index) => {
    // A fusion that gives all weight to one member is that member, in the order of the first.
    const weights = read.map((_member, other) => (other === index ? 1 : 0));
    return { ...fuse(read, { method: 'weighted', weights }), name: `#${runs[index]!.number}` } as ClassPredictions;
  });
  const first = members[0]!;
  return { members, classes: first.classes, truth: first.truth, ids: first.ids, rows: unpackI32s(stored[0]!.rows) };
}

function predictionsOf(run: MemberRun, { classes, sampleIds, scores, truth }: ScoresFragment, part: 'test' | 'validation'): Predictions {
  return {
    task: classes.length === 2 ? 'binary' : 'multiclass',
    name: `#${run.number} ${run.name}`,
    ids: sampleIds,
    part,
    classes,
    scores: unpackF32s(scores),
    truth: unpackI32s(truth),
    ...(run.split && { split: run.split.id }),
  };
}

/** Short names that tell members apart: their kinds, or else their numbers. */
export function namesOf(runs: readonly { kind: string; number: number }[]): string[] {
  const kinds = runs.map((run) => run.kind);
  return new Set(kinds).size === kinds.length ? kinds : runs.map((run) => `#${run.number}`);
}
