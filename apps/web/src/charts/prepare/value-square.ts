// True and predicted numbers in one square, with the same scale on both sides, so that the diagonal is where both agree.
import { niceSteps } from './nice-steps.ts';

export interface ValueSquare {
  /** Places in [0, 1]. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

export function squareOf(truth: Float64Array, predicted: Float64Array): ValueSquare {
  const finite = [...truth, ...predicted].filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  // A single value sits in the middle of its square.
  const [from, to] = high > low ? [low, high] : [low - 1, low + 1];
  const at = (value: number): number => (value - from) / (to - from);
  return {
    x: truth.map(at),
    y: predicted.map(at),
    ticks: niceSteps(from, to, 5).map((value) => ({ at: at(value), text: tickText(value) })),
  };
}

/** Digits enough to tell neighbours apart, a true minus. */
export function tickText(value: number): string {
  const text = Math.abs(value) >= 1e5 ? value.toExponential(1) : String(Number(value.toPrecision(6)));
  return text.replace('-', '−');
}
