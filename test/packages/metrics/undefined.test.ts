/** What is undefined is NaN, what makes no sense is refused with its value, and input stays as it was. */
import * as metrics from '@atelier/metrics';
import { describe, expect, test } from 'vitest';

describe('undefined is NaN:', () => {
  const cases: Record<string, () => number> = {
    'AUC of one class': () => metrics.rocAuc([1, 1], [0.2, 0.4]),
    'AUC of nothing': () => metrics.rocAuc([], []),
    'partial AUC of one class': () => metrics.rocAuc([0, 0], [0.2, 0.4], { maxFpr: 0.5 }),
    'AUC of classes of which one is missing': () => metrics.multiclassAuc([0, 1], [0.6, 0.3, 0.1, 0.2, 0.7, 0.1]),
    'average precision without a positive': () => metrics.averagePrecision([0, 0], [0.2, 0.4]),
    'precision of a class that is never called': () => metrics.precision([0, 1], [0, 0]),
    'recall of a class without samples': () => metrics.recall([0, 0], [0, 1]),
    'F1 of a class that is nowhere': () => metrics.f1([0, 0], [0, 0]),
    'accuracy of nothing': () => metrics.accuracy([], []),
    'log loss of nothing': () => metrics.logLoss([], []),
    'correlation with a constant': () => metrics.matthewsCorrelation([0, 1], [1, 1]),
    'kappa of one class': () => metrics.cohenKappa([1, 1], [1, 1]),
    'R² of a constant': () => metrics.r2([2, 2, 2], [1, 2, 3]),
    'R² of one sample': () => metrics.r2([2], [1]),
    'mean squared error of nothing': () => metrics.meanSquaredError([], []),
    "Pearson's of a constant": () => metrics.pearson([1, 1], [1, 2]),
    "Kendall's of a constant": () => metrics.kendall([1, 1], [1, 2]),
    'an interval of one seed': () => metrics.studentInterval([0.5]).high,
    'an interval of no trials': () => metrics.wilsonInterval(0, 0).low,
    'DeLong of one positive': () => metrics.delongInterval([0, 0, 1], [0.1, 0.2, 0.3]).low,
    'calibration error of nothing': () => metrics.expectedCalibrationError([], []),
    'a mean of samples that weigh nothing': () => metrics.meanAbsoluteError([1], [2], { sampleWeight: [0] }),
    'NDCG of a query without anything relevant': () => metrics.ndcg([0, 0], [0.2, 0.1]),
    'a 5×2cv F of models that never differ': () => metrics.fiveByTwoF(new Float64Array(10)).f,
  };
  test.each(Object.keys(cases))('%s', (name) => {
    expect(cases[name]()).toBeNaN();
  });
});

describe('what makes no sense is refused:', () => {
  const cases: [string, () => unknown, RegExp][] = [
    ['lengths that differ', () => metrics.rocCurve([0, 1, 0, 1], [1, 2, 3, 4, 5]), /equal length, got 5 and 4/],
    ['a label beyond the classes', () => metrics.confusionMatrix([0, 3], [0, 1], { classes: 3 }), /integers from 0 to 2, got 3 at index 1/],
    ['half a label', () => metrics.accuracy([0.5], [0]), /got 0\.5 at index 0/],
    ['a negative weight', () => metrics.accuracy([0], [0], { sampleWeight: [-1] }), /got -1 at index 0/],
    ['a NaN score', () => metrics.rocAuc([0, 1], [0.5, Number.NaN]), /got NaN at index 1/],
    ['a probability above 1', () => metrics.logLoss([1], [1.5]), /got 1\.5 for sample 0/],
    ['scores of no whole number of classes', () => metrics.topKAccuracy([0, 1], [1, 2, 3]), /got 3 scores for 2 samples/],
    ['binary averages of three classes', () => metrics.f1([0, 1, 2], [0, 1, 2]), /got binary and 3 classes/],
    ['a weight for a member too many', () => metrics.fuseScores([[1]], [1, 1]), /got 2 for 1 members/],
    ['weights that are all zero', () => metrics.fuseScores([[1], [2]], [0, 0]), /above 0, got only zeros/],
    ['members of two shapes', () => metrics.createFusionSweep({ members: [[1, 0], [1]], labels: [0, 1] }), /equal length, got 1 and 2/],
    [
      'a sample in two folds',
      () =>
        metrics.poolFolds(
          [
            { samples: [0], scores: [1] },
            { samples: [0], scores: [1] },
          ],
          { samples: 1 },
        ),
      /sample 0 in folds 0 and 1/,
    ],
    ['more successes than trials', () => metrics.wilsonInterval(3, 2), /got 3/],
    ['a grid without end', () => metrics.weightGrid({ members: 12, steps: 100 }), /at most 1000000 points/],
  ];
  test.each(cases)('%s', (_, call, message) => {
    expect(call).toThrow(metrics.MetricInputError);
    expect(call).toThrow(message);
  });
});

test('input is never changed', () => {
  const scores = Float64Array.of(0.9, -0, 0.2, 0.2, 0.7, 0.1);
  const labels = Int32Array.of(1, 0, 1, 0, 1, 0);
  const before = [scores.slice(), labels.slice()];
  metrics.rocAuc(labels, scores);
  metrics.rocCurve(labels, scores);
  metrics.bootstrapAuc(labels, scores, { replicates: 5 });
  metrics.delongTest(labels, scores, scores);
  metrics.fitIsotonic(scores, labels);
  metrics.createFusionSweep({ members: [scores, scores], labels }).curve({ metric: 'auc', steps: 4 });
  expect([scores, labels]).toEqual(before);
});

describe('a sweep over weights', () => {
  const labels = [1, 0, 1, 0, 1, 0];
  const members = [
    [0.9, 0.2, 0.4, 0.6, 0.7, 0.1],
    [0.3, 0.4, 0.9, 0.1, 0.8, 0.6],
  ];

  test.each(['accuracy', 'macroF1', 'logLoss', 'auc'] as const)('says of %s at each point what the point itself says', (metric) => {
    const sweep = metrics.createFusionSweep({ members, labels });
    const curve = sweep.curve({ metric, steps: 10 });
    expect(curve.weights).toHaveLength(11);
    curve.weights.forEach((weights, i) => {
      expect(curve.values[i]).toBeCloseTo(sweep.at(weights)[metric], 14);
      expect(curve.low[i]).toBeLessThanOrEqual(curve.values[i]);
      expect(curve.high[i]).toBeGreaterThanOrEqual(curve.values[i]);
    });
    const best = metric === 'logLoss' ? Math.min(...curve.values) : Math.max(...curve.values);
    expect(curve.values[curve.best]).toBe(best);
    expect([...curve.alike]).toContain(curve.best);
  });

  test('takes the most even weights among equally good ones', () => {
    const sweep = metrics.createFusionSweep({ members: [members[0], members[0]], labels });
    expect([...sweep.curve({ metric: 'accuracy', steps: 4 }).weights[sweep.curve({ metric: 'accuracy', steps: 4 }).best]]).toEqual([
      0.5, 0.5,
    ]);
  });
});
