import { describe, expect, test } from 'vitest';
import { studentizedRangeQuantile } from '../../../packages/metrics/src/distributions/studentized-range.ts';
import * as metrics from '../../../packages/metrics/src/index.ts';
import { bcaShares } from '../../../packages/metrics/src/uncertainty/bootstrap.ts';
import { expectClose, golden } from './golden.ts';

test.each(
  golden.proportion as { successes: number; trials: number; confidence: number; wilson: [number, number]; exact: [number, number] }[],
)('the intervals of $successes of $trials at $confidence are what SciPy says', ({ successes, trials, confidence, wilson, exact }) => {
  const ours = metrics.wilsonInterval(successes, trials, { confidence });
  expectClose([ours.low, ours.high], wilson, 'wilson');
  const clopper = metrics.clopperPearsonInterval(successes, trials, { confidence });
  // SciPy's bounds come from a root finder that stops at an absolute 2e-12.
  expectClose([clopper.low, clopper.high], exact, 'exact', { absolute: 4e-12 });
});

describe('distributions are what SciPy says', () => {
  const { normalCdf, normalQuantile, studentCdf, studentQuantile } = golden.distributions;
  test.each(normalCdf as [number, number][])('normalCdf(%d)', (x, p) => expectClose(metrics.normalCdf(x), p, 'p'));
  test.each(normalQuantile as [number, number][])('normalQuantile(%d)', (p, x) =>
    expectClose(metrics.normalQuantile(p), x, 'x', { absolute: 1e-15 }),
  );
  test.each(studentCdf as [number, number, number][])('studentCdf(%d, %d)', (t, df, p) =>
    expectClose(metrics.studentCdf(t, df), p, 'p', { relative: 1e-11 }),
  );
  test.each(studentQuantile as [number, number, number][])('studentQuantile(%d, %d)', (p, df, t) =>
    expectClose(metrics.studentQuantile(p, df), t, 't', { relative: 1e-11, absolute: 1e-15 }),
  );
});

describe('tests are what SciPy says', () => {
  test.each(golden.tests.mcnemar as [number, number, number, number, number][])('McNemar of %d and %d', (b, c, exact, midP, asymptotic) => {
    expectClose(metrics.mcnemarPValue(b, c, { method: 'exact' }), exact, 'exact', { relative: 1e-11 });
    expectClose(metrics.mcnemarPValue(b, c), midP, 'midP', { relative: 1e-11 });
    expectClose(metrics.mcnemarPValue(b, c, { method: 'asymptotic' }), asymptotic, 'asymptotic');
  });

  test.each(golden.tests.friedman as { models: number; scores: number[]; ranks: number[]; chiSquare: number; pValue: number }[])(
    'Friedman of $models models',
    ({ models, scores, ranks, chiSquare, pValue }) => {
      const result = metrics.friedman(scores, { models });
      expectClose(result.ranks, ranks, 'ranks');
      expectClose(result.chiSquare, chiSquare, 'chiSquare');
      expectClose(result.pValue, pValue, 'pValue');
    },
  );

  test.each(golden.tests.nemenyi as [number, number][])('critical difference of %d models', (models, expected) => {
    const q = studentizedRangeQuantile(0.95, models);
    // SciPy integrates numerically to about 1e-10.
    expectClose((q / Math.SQRT2) * Math.sqrt((models * (models + 1)) / (6 * 12)), expected, 'difference', { relative: 1e-8 });
  });

  test.each(golden.tests.benjaminiHochberg as [number[], number[]][])('Benjamini-Hochberg of %j', (pValues, expected) => {
    expectClose(metrics.benjaminiHochberg(pValues), expected, 'adjusted');
  });

  test.each(golden.tests.fiveByTwo as [number[], number, number][])('5×2cv F', (differences, f, pValue) => {
    const result = metrics.fiveByTwoF(differences);
    expectClose([result.f, result.pValue], [f, pValue], 'F');
  });

  test.each(golden.tests.correctedT as [number[], number, number, number][])(
    'corrected resampled t',
    (differences, testToTrain, t, pValue) => {
      const result = metrics.correctedResampledT(differences, { testToTrain });
      expectClose([result.t, result.pValue], [t, pValue], 't');
    },
  );

  test.each(golden.tests.permutation as [number[], number[], number][])('paired permutation', (first, second, pValue) => {
    const result = metrics.pairedPermutation(first, second);
    expect(result.exact).toBe(true);
    expectClose(result.pValue, pValue, 'pValue');
  });

  test.each(golden.tests.bca as { data: number[]; replicates: number[]; low: number; high: number }[])(
    'BCa takes the same quantiles of the same replicates',
    ({ data, replicates, low, high }) => {
      const mean = metrics.mean(data);
      const left = data.map((value) => (mean * data.length - value) / (data.length - 1));
      const center = metrics.mean(left);
      const cubes = left.reduce((sum, value) => sum + (center - value) ** 3, 0);
      const squares = left.reduce((sum, value) => sum + (center - value) ** 2, 0);
      const sorted = Float64Array.from(replicates).sort();
      const shares = bcaShares(mean, sorted, cubes / (6 * squares ** 1.5), 0.025);
      expectClose(
        shares.map((share) => metrics.quantile(sorted, share)),
        [low, high],
        'bca',
        { relative: 1e-9 },
      );
    },
  );
});

test.each(
  golden.delong as {
    labels: number[];
    first: number[];
    second: number[];
    aucs: [number, number];
    error: number;
    pValue: number;
    interval: [number, number];
  }[],
)('DeLong by ranks is what the whole table of pairs says', ({ labels, first, second, aucs, error, pValue, interval }) => {
  const result = metrics.delongTest(labels, first, second);
  expectClose([result.first, result.second], aucs, 'aucs');
  expectClose(result.standardError, error, 'error');
  expectClose(result.pValue, pValue, 'pValue', { relative: 1e-11 });
  const { low, high } = metrics.delongInterval(labels, first);
  expectClose([low, high], interval, 'interval');
});
