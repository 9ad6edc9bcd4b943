import type { RocCurve } from './roc-curve.ts';

/**
 * A ROC curve with as few points as a picture of `pixels` × `pixels` can tell apart.
 *
 * A point stays if it lies a pixel or more from the one kept before it, and from the end, in either direction; the first and last always stay.
 * For drawing only: areas and thresholds are computed from the whole curve.
 *
 * @example
 * thinRocCurve(rocCurve([0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4]), { pixels: 1 }).truePositiveRate // → [0, 1]
 */
export function thinRocCurve(curve: RocCurve, { pixels = 512 }: { pixels?: number } = {}): RocCurve {
  const { falsePositiveRate: x, truePositiveRate: y, thresholds } = curve;
  const last = x.length - 1;
  const isApart = (i: number, j: number) => (x[i] - x[j]) * pixels >= 1 || (y[i] - y[j]) * pixels >= 1;
  const kept = [0];
  for (let i = 1; i < last; i++) if (isApart(i, kept[kept.length - 1]) && isApart(last, i)) kept.push(i);
  if (last > 0) kept.push(last);
  const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]);
  return { falsePositiveRate: pick(x), truePositiveRate: pick(y), thresholds: pick(thresholds) };
}
