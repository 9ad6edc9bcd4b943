/** What one walk along sorted tagged keys tells; ties are keys that differ in their tag alone. */
import type { Placements } from './placements.ts';
import type { ThresholdCounts } from './threshold-counts.ts';
import { type TaggedKeys, scoreReader } from './tagged-sort.ts';

/** Twice the number of (positive, negative) pairs in which the positive is higher, a tie being one. Exact up to 2⁵³. */
export function taggedWins({ keys }: TaggedKeys): number {
  let doubled = 0;
  let below = 0;
  for (let at = 0; at < keys.length; ) {
    const score = keys[at] >>> 1;
    let positives = 0;
    const start = at;
    for (; at < keys.length && keys[at] >>> 1 === score; at++) positives += keys[at] & 1;
    const negatives = at - start - positives;
    doubled += positives * (2 * below + negatives);
    below += negatives;
  }
  return doubled;
}

/** DeLong's variance of an AUC: how much the share that each sample beats, or is beaten by, varies about it. */
export function taggedVariance({ keys }: TaggedKeys, auc: number, positives: number, negatives: number): number {
  let below = 0;
  let passed = 0;
  let ofPositives = 0;
  let ofNegatives = 0;
  for (let at = 0; at < keys.length; ) {
    const score = keys[at] >>> 1;
    let tied = 0;
    const start = at;
    for (; at < keys.length && keys[at] >>> 1 === score; at++) tied += keys[at] & 1;
    const tiedNegatives = at - start - tied;
    const beats = (below + tiedNegatives / 2) / negatives - auc;
    const beaten = (positives - passed - tied / 2) / positives - auc;
    ofPositives += tied * beats * beats;
    ofNegatives += tiedNegatives * beaten * beaten;
    below += tiedNegatives;
    passed += tied;
  }
  return ofPositives / (positives * (positives - 1)) + ofNegatives / (negatives * (negatives - 1));
}

/** Where each sample stands among those of the other class; `tagged` must know the samples. */
export function taggedPlacements({ keys, order }: TaggedKeys, positives: number, negatives: number): Placements {
  const values = new Float64Array(keys.length);
  let below = 0;
  let passed = 0;
  let doubledWins = 0;
  for (let at = 0; at < keys.length; ) {
    const score = keys[at] >>> 1;
    const start = at;
    let tied = 0;
    for (; at < keys.length && keys[at] >>> 1 === score; at++) tied += keys[at] & 1;
    const tiedNegatives = at - start - tied;
    const doubledBelow = 2 * below + tiedNegatives;
    const beats = doubledBelow / 2 / negatives;
    const beaten = (positives - passed - tied / 2) / positives;
    for (let place = start; place < at; place++) values[order[place]] = keys[place] & 1 ? beats : beaten;
    doubledWins += tied * doubledBelow;
    below += tiedNegatives;
    passed += tied;
  }
  return { values, positives, negatives, doubledWins };
}

/** Positives and negatives at or above each distinct score, highest first. */
export function taggedThresholdCounts({ keys, least }: TaggedKeys): ThresholdCounts {
  const scoreOf = scoreReader(least);
  const thresholds = new Float64Array(keys.length);
  const truePositives = new Float64Array(keys.length);
  const falsePositives = new Float64Array(keys.length);
  let groups = 0;
  let positives = 0;
  for (let at = keys.length - 1; at >= 0; ) {
    const score = keys[at] >>> 1;
    for (; at >= 0 && keys[at] >>> 1 === score; at--) positives += keys[at] & 1;
    thresholds[groups] = scoreOf(keys[at + 1]);
    truePositives[groups] = positives;
    falsePositives[groups] = keys.length - 1 - at - positives;
    groups++;
  }
  return {
    thresholds: thresholds.subarray(0, groups),
    truePositives: truePositives.subarray(0, groups),
    falsePositives: falsePositives.subarray(0, groups),
    positives,
    negatives: keys.length - positives,
  };
}
