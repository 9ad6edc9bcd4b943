/**
 * The detection error trade-off: false negatives against false positives, both on a scale of normal deviates, where models with normal scores are
 * straight lines and the corner of few errors is wide. Source: A. Martin et al., Eurospeech (1997).
 */
import { normalQuantile } from '@atelier/metrics';
import type { UnitLine } from './unit-curve.ts';

const least = 0.005;
const span = normalQuantile(1 - least) - normalQuantile(least);

/** Where a rate lies between 0.5 % and 99.5 %, in [0, 1]; rates beyond lie on the edge. */
export function deviate(rate: number): number {
  return (normalQuantile(Math.min(1 - least, Math.max(least, rate))) - normalQuantile(least)) / span;
}

/** A ROC curve as such a line. */
export function detLine(roc: UnitLine): UnitLine {
  return { ...roc, x: Float64Array.from(roc.x, deviate), y: Float64Array.from(roc.y, (rate) => deviate(1 - rate)) };
}

export const detTicks = [0.01, 0.05, 0.2, 0.5, 0.8, 0.95].map((rate) => ({ at: deviate(rate), text: `${rate * 100} %` }));
