/**
 * How often tests over folds find a difference between two learners that are equally good. Each trial draws works with two
 * features that say equally much of the class; one learner sees the first, the other the second. Folds share training
 * data as they do in life, which is what the corrections are for.
 */
import { correctedResampledT, fiveByTwoF } from '@atelier/metrics';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../../packages/ml/src/random.ts';

const SAMPLES = 200;
const SPLITS = 15;
const TEST = 40;
const TRIALS = 2_000;
/** Three standard errors of a rate of 0.05 over the trials. */
const NOISE = 3 * Math.sqrt((0.05 * 0.95) / TRIALS);

const random = createRandom(41);
let rates: { plainT: number; correctedT: number; correctedAtOneTenth: number; f: number };

function drawWorks() {
  const labels = Uint8Array.from({ length: SAMPLES }, (_, sample) => sample % 2);
  const feature = () => Float64Array.from(labels, (label) => label + random.normal());
  return { labels, features: [feature(), feature()] as const };
}

/** Accuracy on `tested` of the threshold half-way between the class means of the other works. */
function accuracyOn(tested: Uint8Array, labels: Uint8Array, feature: Float64Array): number {
  const sums = [0, 0];
  const counts = [0, 0];
  for (let sample = 0; sample < SAMPLES; sample++) {
    if (tested[sample]) continue;
    sums[labels[sample]!]! += feature[sample]!;
    counts[labels[sample]!]! += 1;
  }
  const threshold = (sums[0]! / counts[0]! + sums[1]! / counts[1]!) / 2;
  let right = 0;
  let total = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    if (!tested[sample]) continue;
    total += 1;
    if ((feature[sample]! > threshold ? 1 : 0) === labels[sample]) right += 1;
  }
  return right / total;
}

/** 1 for `size` works drawn without replacement. */
function drawPart(size: number): Uint8Array {
  const order = Array.from({ length: SAMPLES }, (_, sample) => sample);
  const part = new Uint8Array(SAMPLES);
  for (let at = 0; at < size; at++) {
    const other = at + Math.floor(random.uniform() * (SAMPLES - at));
    [order[at], order[other]] = [order[other]!, order[at]!];
    part[order[at]!] = 1;
  }
  return part;
}

beforeAll(() => {
  const found = { plainT: 0, correctedT: 0, correctedAtOneTenth: 0, f: 0 };
  for (let trial = 0; trial < TRIALS; trial++) {
    const { labels, features } = drawWorks();
    const difference = (part: Uint8Array) => accuracyOn(part, labels, features[0]) - accuracyOn(part, labels, features[1]);
    const resampled = Array.from({ length: SPLITS }, () => difference(drawPart(TEST)));
    const corrected = correctedResampledT(resampled, { testToTrain: TEST / (SAMPLES - TEST) }).pValue;
    if (corrected < 0.05) found.correctedT += 1;
    if (corrected < 0.1) found.correctedAtOneTenth += 1;
    // So small a ratio is no correction at all.
    if (correctedResampledT(resampled, { testToTrain: 1e-12 }).pValue < 0.05) found.plainT += 1;
    const halves = Array.from({ length: 5 }, () => drawPart(SAMPLES / 2));
    const pairs = halves.flatMap((half) => [difference(half), difference(half.map((tested) => 1 - tested))]);
    if (fiveByTwoF(pairs).pValue < 0.05) found.f += 1;
  }
  rates = {
    plainT: found.plainT / TRIALS,
    correctedT: found.correctedT / TRIALS,
    correctedAtOneTenth: found.correctedAtOneTenth / TRIALS,
    f: found.f / TRIALS,
  };
});

test('the corrected resampled t-test cries wolf in at most 5 of 100 trials, and noise', () => {
  expect(rates.correctedT).toBeLessThan(0.05 + NOISE);
  expect(rates.correctedAtOneTenth).toBeGreaterThan(0.02); // it is no test that never says anything
});

test('the 5×2cv F-test cries wolf in at most 5 of 100 trials, and noise', () => {
  expect(rates.f).toBeLessThan(0.05 + NOISE);
  expect(rates.f).toBeGreaterThan(0.001);
});

test('without the correction the same t-test does it many times as often', () => {
  expect(rates.plainT).toBeGreaterThan(3 * (0.05 + NOISE));
});
