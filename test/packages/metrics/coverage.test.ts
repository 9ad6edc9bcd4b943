/** Whether intervals hold the truth, and tests cry wolf, as often as they say: by simulation, from a seed. */
import { clopperPearsonInterval, delongInterval, delongTest, mcnemar, studentInterval, wilsonInterval } from '@atelier/metrics';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../packages/ml/src/random.ts';

const TRIALS = 20_000;

function share(trials: number, holds: (trial: number) => boolean): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial++) if (holds(trial)) count += 1;
  return count / trials;
}

describe('an interval of 95 % holds the truth in 94 to 96 of 100 cases:', () => {
  test.each([3, 5, 10])('Student t over %i seeds', (seeds) => {
    const random = createRandom(seeds);
    const covered = share(TRIALS, () => {
      const { low, high } = studentInterval(Array.from({ length: seeds }, () => 0.8 + 0.02 * random.normal()));
      return low <= 0.8 && 0.8 <= high;
    });
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.96);
  });

  test('where the normal quantile would hold it in 81 of 100 at three seeds', () => {
    const random = createRandom(3);
    const covered = share(TRIALS, () => {
      const values = Array.from({ length: 3 }, () => random.normal());
      const { estimate, high } = studentInterval(values);
      const half = ((high - estimate) / 4.302652729911275) * 1.959963984540054;
      return Math.abs(estimate) <= half;
    });
    expect(covered).toBeLessThan(0.84);
  });

  test('Wilson of a share, on average over shares', () => {
    const random = createRandom(7);
    const covered = share(TRIALS, () => {
      const truth = 0.1 + 0.8 * random.uniform();
      const right = share(100, () => random.uniform() < truth) * 100;
      const { low, high } = wilsonInterval(Math.round(right), 100);
      return low <= truth && truth <= high;
    });
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.96);
  });

  test('DeLong of an AUC of 60 and 60 samples', () => {
    const random = createRandom(11);
    const truth = 0.7602499389065233; // Φ(1 / √2): normal scores one deviation apart
    const labels = Array.from({ length: 120 }, (_, sample) => sample % 2);
    const covered = share(3_000, () => {
      const { low, high } = delongInterval(
        labels,
        labels.map((label) => label + random.normal()),
      );
      return low <= truth && truth <= high;
    });
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.965);
  });
});

test('Clopper and Pearson hold it at least as often as they say', () => {
  const random = createRandom(13);
  const covered = share(5_000, () => {
    const truth = random.uniform();
    const right = Math.round(share(30, () => random.uniform() < truth) * 30);
    const { low, high } = clopperPearsonInterval(right, 30);
    return low <= truth && truth <= high;
  });
  expect(covered).toBeGreaterThanOrEqual(0.95);
});

describe('two models that are alike are told apart in at most 5 of 100 cases, and noise,', () => {
  test('by McNemar', () => {
    const random = createRandom(17);
    const labels = new Uint8Array(200);
    const draw = () => Uint8Array.from(labels, () => (random.uniform() < 0.2 ? 1 : 0));
    expect(share(3_000, () => mcnemar(labels, draw(), draw()).pValue < 0.05)).toBeLessThan(0.06);
  });

  test('by DeLong', () => {
    const random = createRandom(19);
    const labels = Array.from({ length: 160 }, (_, sample) => sample % 2);
    const draw = () => labels.map((label) => label + random.normal());
    expect(share(2_000, () => delongTest(labels, draw(), draw()).pValue < 0.05)).toBeLessThan(0.065);
  });
});
