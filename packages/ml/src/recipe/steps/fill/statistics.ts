/** One value per feature to put where one is missing. */
import { createRandom } from '../../../random.ts';
import { eachValue, featureCount, type Form, type ValueBatch } from '../../batch.ts';

/** Values of a feature that median and mode are computed from; of more, a fair sample is drawn. */
const RESERVOIR = 200_000;

export interface FeatureValues {
  /** Values that are there, per feature, at most `RESERVOIR` of them. */
  readonly values: readonly Float64Array[];
  readonly means: readonly number[];
  /** Missing values, per feature. */
  readonly missing: readonly number[];
}

export function collectValues(training: () => Iterable<ValueBatch>, form: Form): FeatureValues {
  const count = featureCount(form);
  const random = createRandom('values of a feature');
  const kept: number[][] = Array.from({ length: count }, () => []);
  const seen = new Float64Array(count);
  const sums = new Float64Array(count);
  const missing = new Array<number>(count).fill(0);
  for (const batch of training()) {
    eachValue(form, batch, (position, feature) => {
      const value = batch.data[position];
      if (Number.isNaN(value)) {
        missing[feature]++;
        return;
      }
      seen[feature]++;
      sums[feature] += value;
      if (kept[feature].length < RESERVOIR) kept[feature].push(value);
      else {
        const slot = Math.floor(random.uniform() * seen[feature]);
        if (slot < RESERVOIR) kept[feature][slot] = value;
      }
    });
  }
  return {
    values: kept.map((values) => Float64Array.from(values).sort()),
    means: Array.from(sums, (sum, feature) => (seen[feature] > 0 ? sum / seen[feature] : 0)),
    missing,
  };
}

/** Of sorted values; the mean of the middle two for an even number, 0 for none. */
export function medianOf(sorted: Float64Array): number {
  if (sorted.length === 0) return 0;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of sorted values; the smallest of the most frequent, 0 for none. */
export function modeOf(sorted: Float64Array): number {
  let [best, bestCount, run] = [0, 0, 0];
  sorted.forEach((value, index) => {
    run = index > 0 && sorted[index - 1] === value ? run + 1 : 1;
    if (run > bestCount) [best, bestCount] = [value, run];
  });
  return best;
}
