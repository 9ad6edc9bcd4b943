/** What is drawn of predicted numbers: as few points as a picture can tell apart. Errors are computed elsewhere, from all samples. */
import type { OutputColumn } from './evaluate-values.ts';
import type { ClassCurve } from './evaluation.ts';

const MOST_POINTS = 1_000;
/** Of these, so many are the samples that are furthest off: the ones to look at are never thinned away. */
const WORST = 100;
const BINS = 30;

/** x: true value; y: predicted. All samples, or of many the worst ones and every so-many-th in order of truth. */
export function scatterPoints({ name, truth, predicted }: OutputColumn): ClassCurve {
  const shown = thinned(truth, predicted);
  return { name, x: shown.map((sample) => truth[sample]), y: shown.map((sample) => predicted[sample]) };
}

/** x: the middle of a bin of predicted less true; y: samples in it. One bin when no sample differs from another. */
export function residualHistogram({ name, truth, predicted }: OutputColumn): ClassCurve {
  const residuals = truth.map((value, sample) => predicted[sample] - value);
  const low = residuals.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = residuals.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (!(high > low)) return { name, x: [low], y: [residuals.length] };
  const width = (high - low) / BINS;
  const y = new Array<number>(BINS).fill(0);
  for (const value of residuals) y[Math.min(BINS - 1, Math.floor((value - low) / width))] += 1;
  return { name, x: y.map((_, bin) => low + (bin + 0.5) * width), y };
}

function thinned(truth: Float64Array, predicted: Float64Array): number[] {
  const samples = Array.from(truth.keys());
  if (samples.length <= MOST_POINTS) return samples;
  const error = (sample: number): number => Math.abs(predicted[sample] - truth[sample]);
  const worst = new Set([...samples].sort((one, other) => error(other) - error(one)).slice(0, WORST));
  const rest = samples.filter((sample) => !worst.has(sample)).sort((one, other) => truth[one] - truth[other]);
  const kept = MOST_POINTS - WORST;
  const even = Array.from({ length: kept }, (_, index) => rest[Math.floor((index * rest.length) / kept)]);
  return [...worst, ...even].sort((one, other) => one - other);
}
