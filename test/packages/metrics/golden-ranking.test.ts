import { describe, expect, test } from 'vitest';
import * as metrics from '../../../packages/metrics/src/index.ts';
import { expectClose, golden } from './golden.ts';

type Curve = [number[], number[], number[]];
type Case = {
  name: string;
  float32: boolean;
  labels: number[];
  scores: number[];
  weights: number[] | null;
  expected: Record<string, number> & Record<string, Curve>;
};

describe.each(golden.binary as Case[])('$name', ({ float32, labels, scores, weights, expected }) => {
  const options = weights ? { sampleWeight: weights } : {};
  const values = float32 ? Float32Array.from(scores) : Float64Array.from(scores);
  const rocPoints = (curve: metrics.RocCurve) => [curve.falsePositiveRate, curve.truePositiveRate, curve.thresholds];
  const prPoints = (curve: metrics.PrecisionRecallCurve) => [curve.precision, curve.recall, curve.thresholds];
  const ours: Record<string, () => number | ArrayLike<number>[]> = {
    rocAuc: () => metrics.rocAuc(labels, values, options),
    partialAuc: () => metrics.rocAuc(labels, values, { ...options, maxFpr: 0.3 }),
    averagePrecision: () => metrics.averagePrecision(labels, values, options),
    rocCurve: () => rocPoints(metrics.rocCurve(labels, values, options)),
    rocCurveWhole: () => rocPoints(metrics.rocCurve(labels, values, { ...options, dropIntermediate: false })),
    precisionRecallCurve: () => prPoints(metrics.precisionRecallCurve(labels, values, options)),
    precisionRecallCurveThin: () => prPoints(metrics.precisionRecallCurve(labels, values, { ...options, dropIntermediate: true })),
    detCurve: () => {
      const curve = metrics.detCurve(labels, values, options);
      return [curve.falsePositiveRate, curve.falseNegativeRate, curve.thresholds];
    },
    hingeLoss: () => metrics.hingeLoss(labels, values, options),
    logLoss: () => metrics.logLoss(labels, values, options),
    brierScore: () => metrics.brierScore(labels, values, options),
    reliabilityUniform: () => {
      const curve = metrics.reliabilityCurve(labels, values, { bins: 4 });
      return [curve.observed, curve.predicted];
    },
    reliabilityQuantile: () => {
      const curve = metrics.reliabilityCurve(labels, values, { bins: 3, strategy: 'quantile' });
      return [curve.observed, curve.predicted];
    },
  };
  test.each(Object.keys(expected))('%s is what scikit-learn says', (name) => {
    const result = ours[name]();
    // scikit-learn works on float32 scores in float32; ours is float64 throughout.
    const closeness = float32 && /Loss|brier|reliability/.test(name) ? { relative: 2e-6 } : {};
    if (typeof result === 'number') expectClose(result, expected[name], name, closeness);
    else result.forEach((points, i) => expectClose(points, expected[name][i], `${name}[${i}]`, closeness));
  });

  test('AUC is the same from the curve, from counts and from bare values', () => {
    const counts = metrics.thresholdCounts(labels, values);
    expect(metrics.rocAucOf(counts)).toBe(metrics.rocAuc(labels, values));
  });
});

test.each(golden.ndcg as { relevance: number[]; scores: number[]; documents: number; k: number | null; expected: number }[])(
  'ndcg of $documents documents to rank $k is what scikit-learn says',
  ({ relevance, scores, documents, k, expected }) => {
    expectClose(metrics.ndcg(relevance, scores, { documents, ...(k === null ? {} : { k }) }), expected, 'ndcg');
  },
);

test.each(golden.isotonic as { scores: number[]; labels: number[]; weights: number[] | null; at: number[]; expected: number[] }[])(
  'isotonic calibration $# is what scikit-learn says',
  ({ scores, labels, weights, at, expected }) => {
    expectClose(
      metrics.applyIsotonic(metrics.fitIsotonic(scores, labels, weights ? { sampleWeight: weights } : {}), at),
      expected,
      'isotonic',
      { absolute: 1e-12 },
    );
  },
);

test.each(golden.platt as { scores: number[]; labels: number[]; slope: number; intercept: number }[])(
  'Platt scaling $# is what scikit-learn says, to where its optimiser stops',
  ({ scores, labels, slope, intercept }) => {
    const fitted = metrics.fitPlatt(labels, scores);
    expectClose(fitted.slope, slope, 'slope', { relative: 1e-4 });
    expectClose(fitted.intercept, intercept, 'intercept', { relative: 1e-4, absolute: 1e-4 });
  },
);
