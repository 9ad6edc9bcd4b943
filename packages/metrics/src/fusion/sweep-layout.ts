import { type ClassIndices, type Floats, columnOf } from '../input.ts';

/** Members laid out for being mixed again and again. What is made on demand is made once. */
export type SweepLayout = {
  /** `[samples × classes]` each, row by row. */
  readonly members: readonly Floats[];
  readonly labels: ClassIndices;
  /** Columns of the scores: 1 for binary scores. */
  readonly classes: number;
  /** The classes that curves are followed for: of two, class 1 stands for both. */
  readonly ranked: readonly number[];
  /** Each member's scores for one class, in one piece. */
  column(c: number): readonly Floats[];
  /** 1 where class `c` is the truth. */
  positive(c: number): Uint8Array;
  /** Each member's score for the truth, and the labels with which these are binary scores: all that log loss looks at. */
  given(): { members: readonly Floats[]; labels: ClassIndices };
};

export function layOut(members: readonly Floats[], labels: ClassIndices, classes: number): SweepLayout {
  const columns = new Map<number, readonly Floats[]>();
  const positives = new Map<number, Uint8Array>();
  let given: { members: readonly Floats[]; labels: ClassIndices } | undefined;
  return {
    members,
    labels,
    classes,
    ranked: classes <= 2 ? [1] : Array.from({ length: classes }, (_, c) => c),
    column: (c) => remembered(columns, c, () => (classes === 1 ? members : members.map((member) => columnOf(member, classes, c)))),
    positive: (c) => remembered(positives, c, () => Uint8Array.from(labels, (label) => (label === c ? 1 : 0))),
    given: () => {
      given ??=
        classes === 1
          ? { members, labels }
          : { members: members.map((member) => ofTruth(member, labels, classes)), labels: new Uint8Array(labels.length).fill(1) };
      return given;
    },
  };
}

function remembered<Value>(known: Map<number, Value>, key: number, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function ofTruth(scores: Floats, labels: ClassIndices, classes: number): Floats {
  const given = scores instanceof Float32Array ? new Float32Array(labels.length) : new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) given[i] = scores[i * classes + labels[i]];
  return given;
}
