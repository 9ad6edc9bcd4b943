/** Resampling and tests over folds: as sure as they say, by simulation, and the same from one seed. */
import {
  aucStatistic,
  bootstrap,
  bootstrapAuc,
  correctedResampledT,
  delongInterval,
  friedman,
  meanStatistic,
  pairedBootstrap,
  pairedBootstraps,
  pairedPermutation,
} from '@atelier/metrics';
import { expect, test } from 'vitest';
import { createRandom } from '../../../packages/ml/src/random.ts';

function rate(trials: number, happens: () => boolean): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial++) if (happens()) count += 1;
  return count / trials;
}

test.each(['percentile', 'bca'] as const)(
  'a bootstrap interval (%s) of the mean of 40 skewed values holds the truth about as often as it says',
  (method) => {
    const random = createRandom(23);
    const covered = rate(600, () => {
      const values = Array.from({ length: 40 }, () => -Math.log(1 - random.uniform()));
      const { low, high } = bootstrap({
        samples: 40,
        statistic: meanStatistic(values),
        method,
        replicates: 400,
        seed: random.uniform() * 2 ** 31,
      });
      return low <= 1 && 1 <= high;
    });
    // Forty exponential values are few: theory gives about 0.92 and 0.93; three standard errors of 600 trials are 0.03.
    expect(covered).toBeGreaterThan(0.89);
    expect(covered).toBeLessThan(0.97);
  },
);

test('the bootstrap and DeLong agree on how sure an AUC is', () => {
  const random = createRandom(29);
  const labels = Array.from({ length: 400 }, (_, sample) => sample % 2);
  const scores = labels.map((label) => label + random.normal());
  const bootstrapped = bootstrapAuc(labels, scores, { replicates: 1_000 });
  const delong = delongInterval(labels, scores);
  expect(bootstrapped.estimate).toBeCloseTo(delong.estimate, 14);
  expect(bootstrapped.low).toBeCloseTo(delong.low, 1);
  expect((bootstrapped.high - bootstrapped.low) / (delong.high - delong.low)).toBeGreaterThan(0.9);
  expect((bootstrapped.high - bootstrapped.low) / (delong.high - delong.low)).toBeLessThan(1.1);
});

test('one seed gives one interval, another seed another', () => {
  const draw = (seed: number) => bootstrap({ samples: 5, statistic: meanStatistic([1, 2, 3, 4, 5]), replicates: 50, seed }).replicates;
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('pairs of many models are drawn as each pair by itself', () => {
  const random = createRandom(31);
  const models = Array.from({ length: 40 }, () => Array.from({ length: 12 }, () => random.normal()));
  const pairs = [
    [0, 1],
    [39, 0],
    [5, 33],
  ] as const;
  const groups = Array.from({ length: 12 }, (_, sample) => sample % 5);
  for (const how of [{ seed: 7 }, { groups }, { confidence: 0.5 }]) {
    const options = { samples: 12, replicates: 30, ...how };
    expect(pairedBootstraps({ ...options, pairs, statistics: models.map((values) => () => meanStatistic(values)) })).toEqual(
      pairs.map(([a, b]) => pairedBootstrap({ ...options, first: meanStatistic(models[a]), second: meanStatistic(models[b]) })),
    );
  }
});

test('strata keep their sizes, and groups come whole', () => {
  const labels = [0, 0, 0, 1, 1];
  const strata = bootstrap({
    samples: 5,
    strata: labels,
    replicates: 50,
    statistic: (counts) => counts.reduce((sum, count, sample) => sum + count * labels[sample], 0),
  });
  expect(new Set(strata.replicates)).toEqual(new Set([2]));
  bootstrap({
    samples: 5,
    groups: labels,
    replicates: 50,
    statistic: (counts) => {
      expect(counts[0]).toBe(counts[2]);
      expect(counts[3]).toBe(counts[4]);
      return 0;
    },
  });
});

test('draws without one of the classes are left out, and counted', () => {
  const { undefinedReplicates, replicates, low } = bootstrap({ samples: 2, statistic: aucStatistic([0, 1], [0.1, 0.9]), replicates: 200 });
  expect(undefinedReplicates).toBeGreaterThan(50);
  expect(replicates.filter(Number.isNaN)).toHaveLength(undefinedReplicates);
  expect(low).toBe(1);
});

test('a model is never ahead of itself', () => {
  const statistic = meanStatistic([1, 0, 1]);
  const result = pairedBootstrap({ samples: 3, first: statistic, second: statistic, replicates: 50 });
  expect([result.low, result.high, result.firstAhead]).toEqual([0, 0, 0.5]);
});

test('models that are alike are told apart in at most 5 of 100 cases, and noise, by permutation', () => {
  const random = createRandom(31);
  const values = () => Array.from({ length: 30 }, () => random.normal());
  expect(
    rate(600, () => pairedPermutation(values(), values(), { permutations: 400, seed: random.uniform() * 2 ** 31 }).pValue < 0.05),
  ).toBeLessThan(0.077);
});

test('the correction for shared training data makes the t-test less eager, never more', () => {
  const random = createRandom(37);
  const differences = Array.from({ length: 10 }, () => 0.01 + 0.02 * random.normal());
  const corrected = correctedResampledT(differences, { testToTrain: 1 / 9 });
  const plain = correctedResampledT(differences, { testToTrain: 1e-12 });
  expect(Math.abs(corrected.t)).toBeLessThan(Math.abs(plain.t));
  expect(corrected.pValue).toBeGreaterThan(plain.pValue);
  expect(plain.t / corrected.t).toBeCloseTo(Math.sqrt((1 / 10 + 1 / 9) / (1 / 10)), 8);
});

test('models that are alike are told apart in at most 5 of 100 cases, and noise, by Friedman over ten data sets', () => {
  const random = createRandom(43);
  const drawn = () => friedman(Float64Array.from({ length: 40 }, random.normal), { models: 4 });
  const results = Array.from({ length: 500 }, drawn);
  const share = (isFound: (result: ReturnType<typeof friedman>) => boolean) => results.filter(isFound).length / results.length;
  // Three standard errors of 500 trials are 0.03.
  expect(share(({ fPValue }) => fPValue < 0.05)).toBeLessThan(0.08);
  // Nemenyi holds the rate for all pairs of models together.
  expect(share(({ pairs }) => pairs.some((pValue, at) => at % 5 !== 0 && pValue < 0.05))).toBeLessThan(0.08);
});

test('the interval of a paired bootstrap leaves 0 out in about 5 of 100 cases for models that are alike', () => {
  const random = createRandom(47);
  const draw = () => Array.from({ length: 100 }, random.normal);
  const left = rate(600, () => {
    const [first, second] = [meanStatistic(draw()), meanStatistic(draw())];
    const { low, high } = pairedBootstrap({ samples: 100, first, second, replicates: 400, seed: random.uniform() * 2 ** 31 });
    return low > 0 || high < 0;
  });
  // Three standard errors of 600 trials are 0.027.
  expect(left).toBeLessThan(0.08);
});
