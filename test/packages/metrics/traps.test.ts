/** Faults that other libraries had, named by where they were reported. */
import { logLoss, logLossFromLogits, rocAuc, rocCurve } from '@atelier/metrics';
import { expect, test } from 'vitest';

test('scores that are near but not equal are not merged (scikit-learn #3864)', () => {
  expect(rocAuc([1, 0, 0], [1e-10, 0, 0])).toBe(1);
  expect(rocAuc([0, 1], [1e-300, 2e-300])).toBe(1);
});

test('scores that are one unit in the last place apart are two thresholds (scikit-learn #19093)', () => {
  const above = 0.5 + Number.EPSILON / 2;
  expect(rocAuc([0, 1], [0.5, above])).toBe(1);
  expect(rocAuc([1, 0], [0.5, above])).toBe(0);
  expect(rocCurve([0, 1], [0.5, above]).thresholds).toHaveLength(3);
});

test('the log loss of a float32 score of one or nought stays finite (scikit-learn #24315)', () => {
  expect(logLoss([1, 0], Float32Array.of(1, 0))).toBeCloseTo(0, 6);
  const wrong = logLoss([0, 1], Float32Array.of(1, 0));
  expect(Number.isFinite(wrong)).toBe(true);
  expect(wrong).toBeGreaterThan(10);
});

test('logits keep what probabilities lose', () => {
  expect(logLossFromLogits([0], [1_000])).toBe(1_000);
  expect(logLossFromLogits([1], [-1_000])).toBe(1_000);
});

test('weights that sum to forty million lose no count (scikit-learn #6842)', () => {
  const samples = 4_000;
  const labels = Uint8Array.from({ length: samples }, (_, sample) => sample % 2);
  const scores = Float64Array.from({ length: samples }, (_, sample) => (sample % 7) / 7 + (sample % 2) * 0.05);
  const plain = rocAuc(labels, scores);
  for (const weight of [1, 1e4, 4e7]) {
    expect(rocAuc(labels, scores, { sampleWeight: new Float32Array(samples).fill(weight) })).toBeCloseTo(plain, 12);
  }
});

test('minus nought and nought are one score', () => {
  expect(rocAuc([0, 1], [-0, 0])).toBe(0.5);
});

test('a score that is not a number is refused, with its place', () => {
  expect(() => rocAuc([0, 1], [0.5, Number.NaN])).toThrow(/NaN/);
});
