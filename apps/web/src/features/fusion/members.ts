// From what the API hands out to what can be fused: one order of samples for all members, one check that they belong together.
import { fuse, type Predictions } from '@atelier/ml/fusion';
import type { FusionMemberQuery, ScoresFragment } from '../../generated/fusion.ts';
import { unpackF32s, unpackF64s, unpackI32s, unpackU8s } from '../../lib/packed.ts';

export type MemberRun = NonNullable<FusionMemberQuery['run']>;
export type PartName = 'test' | 'validation';

export type ClassPredictions = Extract<Predictions, { task: 'binary' | 'multiclass' }>;
export type LabelPredictions = Extract<Predictions, { task: 'multilabel' }>;
export type ValuePredictions = Extract<Predictions, { task: 'regression' }>;

interface Samples {
  readonly ids: readonly string[];
  readonly rows: Int32Array;
  /** Members over all folds: in which fold each sample was tested. */
  readonly folds?: Int32Array;
}

export interface ClassPart extends Samples {
  readonly task: 'classes';
  readonly members: readonly ClassPredictions[];
  readonly classes: readonly string[];
  readonly truth: Int32Array;
}

export interface LabelPart extends Samples {
  readonly task: 'labels';
  readonly members: readonly LabelPredictions[];
  readonly classes: readonly string[];
  readonly truth: Uint8Array;
}

export interface ValuePart extends Samples {
  readonly task: 'values';
  readonly members: readonly ValuePredictions[];
  /** What each number is called. */
  readonly outputs: readonly string[];
  readonly truth: Float64Array;
}

export type Part = ClassPart | LabelPart | ValuePart;

/** The same part of all members, in the order of the first. Throws what `fuse` throws when they cannot be fused. */
export function alignedPart(runs: readonly MemberRun[], part: PartName): Part | undefined {
  const stored = runs.map((run) => run[part]);
  if (stored.some((predictions) => !predictions)) return undefined;
  const read = runs.map((run, index) => predictionsOf(run, stored[index]!, part));
  const members = read.map((_, index) => {
    // A fusion that gives all weight to one member is that member, in the order of the first.
    const weights = read.map((_member, other) => (other === index ? 1 : 0));
    return { ...fuse(read, { method: 'weighted', weights }), name: `#${runs[index]!.number}` };
  });
  const { rows, folds } = stored[0]!;
  const foldOf = unpackI32s(folds);
  return partOf(members, { ids: members[0]!.ids, rows: unpackI32s(rows), ...(foldOf.length > 0 && { folds: foldOf }) });
}

function partOf(members: readonly Predictions[], samples: Samples): Part {
  const [first] = members as readonly [Predictions];
  switch (first.task) {
    case 'regression': {
      const outputs = first.names ?? Array.from({ length: first.outputs }, (_, output) => `output ${output + 1}`);
      return { task: 'values', members: members as ValuePredictions[], outputs, truth: first.truth, ...samples };
    }
    case 'multilabel':
      return { task: 'labels', members: members as LabelPredictions[], classes: first.classes, truth: first.truth, ...samples };
    default:
      return { task: 'classes', members: members as ClassPredictions[], classes: first.classes, truth: first.truth, ...samples };
  }
}

function predictionsOf(run: MemberRun, stored: ScoresFragment, part: PartName): Predictions {
  const groups = unpackI32s(stored.groups);
  const said = {
    name: `#${run.number} ${run.name}`,
    ids: stored.sampleIds,
    part,
    scores: unpackF32s(stored.scores),
    ...(groups.length > 0 && { groups: Array.from(groups, String) }),
    ...(run.split && { split: run.split.id }),
    ...(run.fold !== null && { fold: run.fold }),
  };
  switch (stored.task) {
    case 'REGRESSION':
      return { ...said, task: 'regression', outputs: stored.outputs.length, names: stored.outputs, truth: unpackF64s(stored.values) };
    case 'MULTILABEL':
      return { ...said, task: 'multilabel', classes: stored.classes, truth: unpackU8s(stored.labels) };
    default:
      return {
        ...said,
        task: stored.task === 'BINARY' ? 'binary' : 'multiclass',
        classes: stored.classes,
        truth: unpackI32s(stored.truth),
      };
  }
}
