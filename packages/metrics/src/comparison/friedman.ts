import { chiSquareUpperTail, fUpperTail } from '../distributions/f.ts';
import { studentizedRangeCdf, studentizedRangeQuantile } from '../distributions/studentized-range.ts';
import { type Scores, columnsOf, require, toFloats } from '../input.ts';
import { averageRanks } from '../ranks.ts';

export type FriedmanOptions = {
  models: number;
  /** Whether a higher score is better. Default true. */
  higherIsBetter?: boolean;
  /** Significance level of Nemenyi's critical difference. Default 0.05. */
  alpha?: number;
};

export type FriedmanResult = {
  /** Mean rank of each model, 1 being the best. */
  ranks: Float64Array;
  chiSquare: number;
  /** Of the chi-square statistic with models − 1 degrees of freedom. */
  pValue: number;
  /** Iman and Davenport's F, less timid than the chi-square, with its p-value. */
  f: number;
  fPValue: number;
  /** Nemenyi: models whose mean ranks differ by more are different. */
  criticalDifference: number;
  /** Nemenyi's p-value of each pair, `[models × models]`. */
  pairs: Float64Array;
};

/**
 * Friedman's test of several models over several datasets (or folds), with Nemenyi's test of each pair.
 *
 * Shapes: `scores` `[datasets × models]`. Ties share their ranks, and the statistic is corrected for them. `NaN` when every
 * model ties everywhere. As SciPy's `friedmanchisquare`. Source: J. Demšar, JMLR 7 (2006) 1–30.
 *
 * @example
 * friedman([0.9, 0.8, 0.7, 0.95, 0.9, 0.6], { models: 3 }).ranks // → [1, 2, 3]
 */
export function friedman(scores: Scores, { models, higherIsBetter = true, alpha = 0.05 }: FriedmanOptions): FriedmanResult {
  require(Number.isInteger(models) && models >= 2, 'friedman', `at least 2 models, got ${models}`);
  require(alpha > 0 && alpha < 1, 'friedman', `an alpha between 0 and 1, got ${alpha}`);
  const values = toFloats('friedman', 'scores', scores);
  const datasets = values.length / models;
  require(Number.isInteger(datasets) &&
    datasets >= 2, 'friedman', `scores of shape [datasets × ${models}] with at least 2 datasets, got ${values.length} scores`);
  columnsOf('friedman', values, datasets, models);
  const sums = new Float64Array(models);
  let ties = 0;
  for (let d = 0; d < datasets; d++) {
    const row = Float64Array.from(values.subarray(d * models, (d + 1) * models), (value) => (higherIsBetter ? -value : value));
    const { ranks, tieCubes } = averageRanks(row);
    ranks.forEach((rank, m) => {
      sums[m] += rank;
    });
    ties += tieCubes;
  }
  const squares = sums.reduce((sum, rank) => sum + rank * rank, 0);
  const untied = (12 / (models * datasets * (models + 1))) * squares - 3 * datasets * (models + 1);
  const chiSquare = untied / (1 - ties / (models * (models * models - 1) * datasets));
  const f = ((datasets - 1) * chiSquare) / (datasets * (models - 1) - chiSquare);
  const ranks = sums.map((sum) => sum / datasets);
  const standardError = Math.sqrt((models * (models + 1)) / (6 * datasets));
  const pairs = new Float64Array(models * models).fill(1);
  for (let a = 0; a < models; a++) {
    for (let b = 0; b < a; b++) {
      const gap = (Math.abs(ranks[a] - ranks[b]) / standardError) * Math.SQRT2;
      pairs[a * models + b] = pairs[b * models + a] = 1 - studentizedRangeCdf(gap, models);
    }
  }
  return {
    ranks,
    chiSquare,
    pValue: chiSquareUpperTail(chiSquare, models - 1),
    f,
    fPValue: fUpperTail(f, models - 1, (models - 1) * (datasets - 1)),
    criticalDifference: (studentizedRangeQuantile(1 - alpha, models) / Math.SQRT2) * standardError,
    pairs,
  };
}
