/**
 * Confusion matrices for every weight of a grid, in little more than one pass over the samples.
 *
 * Along a straight line of weights each class's score is a straight line, and the lead of the leading class is concave: a
 * class that leads at all corners of a piece of the grid leads everywhere inside. So a sample is asked at the corners,
 * and pieces on whose corners it is called differently are cut until they are settled. Most samples are never called
 * differently, and cost two or three looks instead of one for each weight. Rounding can break the rule only where a
 * lead is of the size of rounding: such corners settle nothing, and the results are exactly those of looking everywhere.
 */
import type { ConfusionMatrix } from '../classification/confusion-matrix.ts';
import type { ClassIndices, Floats } from '../input.ts';
import { emptyFusion, mixedAt, mixInto, usedMembers } from './fuse-scores.ts';
import type { SweepLayout } from './sweep-layout.ts';

/** Beyond this many cells in all, matrices are made one by one. */
const MOST_CELLS = 2 ** 24;

/** The shape in which weights are ordered: as `weightGrid` of so many members; 2 corners for any straight line. */
export type GridShape = { corners: number; steps: number };

/** One confusion matrix for each weight vector, in the order of `weights`. */
export function confusionsOver(layout: SweepLayout, weights: readonly Float64Array[], { corners, steps }: GridShape): ConfusionMatrix[] {
  const classes = Math.max(layout.classes, 2);
  const cells = classes * classes;
  if (weights.length * cells > MOST_CELLS) return confusionsOneByOne(layout, weights);
  const decide = decider(layout, weights);
  const sizes = gridSizes(corners, steps);
  // What each point adds to the cells of the one before it.
  const changes = new Int32Array((weights.length + 1) * cells);
  let sample = 0;
  let row = 0;
  const add = (first: number, last: number, answer: number): void => {
    const cell = row + (answer < 0 ? ~answer : answer);
    changes[first * cells + cell]++;
    changes[(last + 1) * cells + cell]--;
  };
  const between = (first: number, last: number, atFirst: number, atLast: number): void => {
    if (last - first < 2) return;
    if (atFirst >= 0 && atFirst === atLast) {
      add(first + 1, last - 1, atFirst);
      return;
    }
    const middle = (first + last) >> 1;
    const atMiddle = decide(sample, middle);
    add(middle, middle, atMiddle);
    between(first, middle, atFirst, atMiddle);
    between(middle, last, atMiddle, atLast);
  };
  /** All points from `start` on that share `left` steps among the last `among` members. */
  const settle = (start: number, among: number, left: number): void => {
    const size = sizes[among][left];
    const atFirst = decide(sample, start);
    let settled = size === 1 || atFirst >= 0;
    // Corner k has all that is left on the k-th member: the first point of those without the members before it.
    for (let corner = 1; settled && size > 1 && corner < among; corner++)
      settled = decide(sample, start + size - sizes[among - corner][left]) === atFirst;
    if (settled) add(start, start + size - 1, atFirst);
    else if (among === 2) {
      const atLast = decide(sample, start + left);
      add(start, start, atFirst);
      add(start + left, start + left, atLast);
      between(start, start + left, atFirst, atLast);
    } else
      for (let rest = 0, next = start; rest <= left; rest++) {
        settle(next, among - 1, rest);
        next += sizes[among - 1][rest];
      }
  };
  for (; sample < layout.labels.length; sample++) {
    row = layout.labels[sample] * classes;
    settle(0, corners, steps);
  }
  const counts = new Float64Array(cells);
  return weights.map((_, point) => {
    for (let cell = 0; cell < cells; cell++) counts[cell] += changes[point * cells + cell];
    return { classes, counts: counts.slice() };
  });
}

/** The same by fusing and looking at every sample for every weight. */
export function confusionsOneByOne({ members, labels, classes }: SweepLayout, weights: readonly Float64Array[]): ConfusionMatrix[] {
  const fused = emptyFusion(members);
  return weights.map((shares) => {
    mixInto(fused, members, shares);
    return decisionsOf(fused, labels, classes);
  });
}

/** As `confusionMatrix` of `predictedClasses`, of input that was checked once for all weights. */
export function decisionsOf(scores: Floats, labels: ClassIndices, columns: number): ConfusionMatrix {
  const classes = Math.max(columns, 2);
  const counts = new Float64Array(classes * classes);
  for (let i = 0, at = 0; i < labels.length; i++, at += columns) {
    let called = columns === 1 && scores[at] > 0.5 ? 1 : 0;
    let best = scores[at];
    for (let c = 1; c < columns; c++) {
      if (scores[at + c] > best) {
        best = scores[at + c];
        called = c;
      }
    }
    counts[labels[i] * classes + called]++;
  }
  return { classes, counts };
}

/** Answers which class a sample is called at a point of the grid: the class, or its complement (~) when the lead is too small to build on. */
function decider({ members, classes }: SweepLayout, weights: readonly Float64Array[]): (sample: number, point: number) => number {
  const isSingle = members.every((member) => member instanceof Float32Array);
  const least = leastLead(members, isSingle);
  const points = weights.map((shares) => usedMembers(members, shares));
  const scoreAt = (point: number, at: number): number => {
    const { used, shares } = points[point];
    const value = mixedAt(used, shares, at);
    return isSingle ? Math.fround(value) : value;
  };
  if (classes === 1)
    return (sample, point) => {
      const lead = scoreAt(point, sample) - 0.5;
      const called = lead > 0 ? 1 : 0;
      return Math.abs(lead) > least ? called : ~called;
    };
  return (sample, point) => {
    const start = sample * classes;
    let called = 0;
    let best = scoreAt(point, start);
    let second = -Infinity;
    for (let c = 1; c < classes; c++) {
      const score = scoreAt(point, start + c);
      if (score > best) {
        second = best;
        best = score;
        called = c;
      } else if (score > second) second = score;
    }
    return best - second > least ? called : ~called;
  };
}

/** Four times what rounding can move a fused score by; Infinity where differences of scores overflow. */
function leastLead(members: ArrayLike<ArrayLike<number>>, isSingle: boolean): number {
  let largest = 0.5;
  for (let m = 0; m < members.length; m++) {
    const member = members[m];
    for (let i = 0; i < member.length; i++) largest = Math.max(largest, Math.abs(member[i]));
  }
  return largest > 1e300 ? Infinity : largest * (isSingle ? 2 ** -21 : members.length * 2 ** -48);
}

/** `sizes[k][left]`: how many ways there are to share `left` steps among `k` members. */
function gridSizes(corners: number, steps: number): Float64Array[] {
  const sizes = [new Float64Array(steps + 1), new Float64Array(steps + 1).fill(1)];
  for (let k = 2; k <= corners; k++) {
    let sum = 0;
    sizes.push(sizes[k - 1].map((size) => (sum += size)));
  }
  return sizes;
}
