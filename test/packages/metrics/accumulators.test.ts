/** What is added batch by batch, and merged, is what all samples at once give. (Confusion matrices: properties.test.ts.) */
import {
  accumulateMean,
  accumulateRegression,
  accumulateReliability,
  explainedVariance,
  maxError,
  mean,
  meanAbsoluteError,
  meanSquaredError,
  r2,
  reliabilityCurve,
  rootMeanSquaredError,
} from '@atelier/metrics';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const value = fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000);
const pairs = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 60 });
const cuts = fc.tuple(fc.nat(60), fc.nat(60)).map((both) => both.sort((a, b) => a - b));

/** Three parts of a list, some of which may be empty. */
const split = <Item>(items: readonly Item[], [first, second]: readonly [number, number] | number[]) => [
  items.slice(0, first),
  items.slice(first, second),
  items.slice(second),
];

/** Two of the parts in one accumulator, the third in another that is merged into it. */
function merged<Accumulator extends { merge(other: Accumulator): void }, Item>(
  make: () => Accumulator,
  add: (accumulator: Accumulator, items: Item[]) => void,
  parts: readonly Item[][],
): Accumulator {
  const [one, other] = [make(), make()];
  add(one, parts[0]!);
  add(other, parts[2]!);
  add(one, parts[1]!);
  one.merge(other);
  return one;
}

test('a mean, its variance and weight', () => {
  fc.assert(
    fc.property(pairs, cuts, (items, cut) => {
      const weightOf = (item: [number, number]) => Math.abs(item[1]);
      const values = items.map(([each]) => each);
      const weights = items.map(weightOf);
      const accumulator = merged(
        accumulateMean,
        (to, batch: [number, number][]) =>
          to.add(
            batch.map(([each]) => each),
            { sampleWeight: batch.map(weightOf) },
          ),
        split(items, cut),
      );
      const center = mean(values, weights);
      expect(accumulator.mean()).toBeCloseTo(center, 12);
      expect(accumulator.variance()).toBeCloseTo(
        mean(
          values.map((each) => (each - center) ** 2),
          weights,
        ),
        12,
      );
    }),
  );
});

test('errors of a regression', () => {
  fc.assert(
    fc.property(pairs, cuts, (items, cut) => {
      const truth = items.map(([actual]) => actual);
      const predicted = items.map(([, called]) => called);
      const accumulator = merged(
        accumulateRegression,
        (to, batch: [number, number][]) =>
          to.add(
            batch.map(([actual]) => actual),
            batch.map(([, called]) => called),
          ),
        split(items, cut),
      );
      expect(accumulator.meanSquaredError()).toBeCloseTo(meanSquaredError(truth, predicted), 12);
      expect(accumulator.rootMeanSquaredError()).toBeCloseTo(rootMeanSquaredError(truth, predicted), 12);
      expect(accumulator.meanAbsoluteError()).toBeCloseTo(meanAbsoluteError(truth, predicted), 12);
      expect(accumulator.maxError()).toBe(maxError(truth, predicted));
      // A truth that hardly varies loses digits in R² either way.
      fc.pre(Math.max(...truth) - Math.min(...truth) > 0.1);
      expect(accumulator.r2()).toBeCloseTo(r2(truth, predicted), 9);
      expect(accumulator.explainedVariance()).toBeCloseTo(explainedVariance(truth, predicted), 9);
    }),
  );
});

test('a reliability curve', () => {
  const said = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 1 }),
      fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    ),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(said, cuts, (items, cut) => {
      const accumulator = merged(
        () => accumulateReliability({ bins: 7 }),
        (to, batch: [number, number][]) =>
          to.add(
            batch.map(([label]) => label),
            batch.map(([, probability]) => probability),
          ),
        split(items, cut),
      );
      const whole = reliabilityCurve(
        items.map(([label]) => label),
        items.map(([, probability]) => probability),
        { bins: 7 },
      );
      const curve = accumulator.curve();
      expect([curve.bins, curve.counts, curve.observed, curve.edges]).toEqual([whole.bins, whole.counts, whole.observed, whole.edges]);
      curve.predicted.forEach((predicted, bin) => expect(predicted).toBeCloseTo(whole.predicted[bin]!, 12));
    }),
  );
});
