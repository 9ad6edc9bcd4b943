import type { RocCurve } from './roc-curve.ts';
import { scoreReader, type TaggedKeys } from './tagged-sort.ts';

/**
 * The ROC curve as it is drawn, and the AUC's count, in one walk from the highest score down.
 *
 * The points are those of `thinRocCurve(rocCurveOf(counts), { pixels })`, without the arrays in between, which cost more
 * than the sort.
 */
export function taggedCurve(
  { keys, least }: TaggedKeys,
  { positives, negatives, pixels }: { positives: number; negatives: number; pixels: number },
): { roc: RocCurve; doubledWins: number } {
  const scoreOf = scoreReader(least);
  const points = [{ x: 0 / negatives, y: 0 / positives, threshold: Infinity }];
  const end = { x: negatives / negatives, y: positives / positives };
  let kept = points[0];
  const isApart = (from: { x: number; y: number }, x: number, y: number) => (x - from.x) * pixels >= 1 || (y - from.y) * pixels >= 1;
  let tp = 0;
  let fp = 0;
  let lastP = -1;
  let lastN = -1;
  let lastAt = keys.length;
  let doubledWins = 0;
  for (let at = keys.length - 1; at >= 0; ) {
    const start = at;
    const score = keys[at] >>> 1;
    let p = 0;
    for (; at >= 0 && keys[at] >>> 1 === score; at--) p += keys[at] & 1;
    const n = start - at - p;
    // The point before this step: it stays if the line turns there, and a pixel can tell.
    if (start < keys.length - 1 && (p !== lastP || n !== lastN || lastAt === keys.length - 1)) {
      const x = fp / negatives;
      const y = tp / positives;
      if (isApart(kept, x, y) && ((end.x - x) * pixels >= 1 || (end.y - y) * pixels >= 1)) {
        kept = { x, y, threshold: scoreOf(keys[start + 1]) };
        points.push(kept);
      }
    }
    doubledWins += p * (2 * (negatives - fp) - n);
    tp += p;
    fp += n;
    lastP = p;
    lastN = n;
    lastAt = start;
  }
  points.push({ ...end, threshold: scoreOf(keys[0]) });
  return {
    roc: {
      falsePositiveRate: Float64Array.from(points, ({ x }) => x),
      truePositiveRate: Float64Array.from(points, ({ y }) => y),
      thresholds: Float64Array.from(points, ({ threshold }) => threshold),
    },
    doubledWins,
  };
}
