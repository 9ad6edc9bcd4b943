/** Points for drawing: as few as a picture can tell apart. Areas are computed elsewhere, from whole curves. */
import { precisionRecallCurveOf, reliabilityCurve, rocCurveOf, type ThresholdCounts, thinRocCurve } from '@atelier/metrics';
import type { ClassCurve } from './evaluation.ts';

const PIXELS = 256;
/** Both curves of every class have at most about two points a pixel. */
const MACRO_POINTS = 101;
const BINS = 10;

export function rocPoints(name: string, counts: ThresholdCounts): ClassCurve {
  const { falsePositiveRate, truePositiveRate } = thinRocCurve(rocCurveOf(counts), { pixels: PIXELS });
  return { name, x: [...falsePositiveRate], y: [...truePositiveRate] };
}

export function precisionRecallPoints(name: string, counts: ThresholdCounts): ClassCurve {
  const { precision, recall } = precisionRecallCurveOf(counts, { dropIntermediate: true });
  const kept = [...recall.keys()].filter((index) => index === 0 || index === recall.length - 1 || isApart(recall, precision, index));
  return { name, x: kept.map((index) => recall[index]), y: kept.map((index) => precision[index]) };
}

/** A point that is a pixel away from the one before it. Recall falls, so neighbours in the array are neighbours in the picture. */
function isApart(x: Float64Array, y: Float64Array, index: number): boolean {
  return Math.abs(x[index] - x[index - 1]) * PIXELS >= 1 || Math.abs(y[index] - y[index - 1]) * PIXELS >= 1;
}

export function calibrationPoints(name: string, isTrue: Uint8Array, probabilities: ArrayLike<number>): ClassCurve {
  const { predicted, observed } = reliabilityCurve(isTrue, Float64Array.from(probabilities), { bins: BINS });
  return { name, x: [...predicted], y: [...observed] };
}

/** The mean of several curves at the same x. Curves of classes without samples are left out; none is left without any. */
export function macroCurve(curves: readonly ClassCurve[]): ClassCurve[] {
  const defined = curves.filter(({ x, y }) => x.length > 1 && !x.some(Number.isNaN) && !y.some(Number.isNaN));
  if (defined.length < 2) return [];
  const x = Array.from({ length: MACRO_POINTS }, (_, index) => index / (MACRO_POINTS - 1));
  return [{ name: 'macro', x, y: x.map((at) => defined.reduce((sum, curve) => sum + heightAt(curve, at), 0) / defined.length) }];
}

/** Linear between points; the upper end of a vertical line. */
function heightAt({ x, y }: ClassCurve, at: number): number {
  const ascending = x[0] <= x[x.length - 1];
  let best = Number.NaN;
  for (let index = 1; index < x.length; index++) {
    const [left, right] = ascending ? [index - 1, index] : [index, index - 1];
    if (at < x[left] || at > x[right]) continue;
    const height =
      x[left] === x[right] ? Math.max(y[left], y[right]) : y[left] + ((at - x[left]) / (x[right] - x[left])) * (y[right] - y[left]);
    if (Number.isNaN(best) || height > best) best = height;
  }
  // A curve that begins above 0 or ends below 1 goes on at its first or last height.
  if (!Number.isNaN(best)) return best;
  return at < Math.min(x[0], x[x.length - 1]) ? y[ascending ? 0 : y.length - 1] : y[ascending ? y.length - 1 : 0];
}
