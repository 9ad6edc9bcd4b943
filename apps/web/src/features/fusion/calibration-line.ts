// What is drawn of a calibration curve: a point of two or three works is chance, and would throw the line about as a weight moves.
import type { CalibrationCurve } from './questions.ts';

export const FEWEST_DRAWN = 5;

/** The points that stand on enough to be drawn. */
export function calibrationLine({ predicted, observed, counts }: CalibrationCurve): { x: number[]; y: number[] } {
  const drawn = Array.from(counts, (_, bin) => bin).filter((bin) => counts[bin]! >= FEWEST_DRAWN);
  return { x: drawn.map((bin) => predicted[bin]!), y: drawn.map((bin) => observed[bin]!) };
}
