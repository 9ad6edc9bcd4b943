import { regularizedBeta } from '../distributions/beta.ts';
import { chiSquareUpperTail } from '../distributions/f.ts';
import { logGamma } from '../distributions/gamma.ts';
import { type Labels, require, requireEqualLength } from '../input.ts';

export type McnemarOptions = {
  /**
   * `exact`: binomial, never too many false alarms; `midP`: half of the observed table's own chance taken off, closer to
   * the stated level; `asymptotic`: chi-square with continuity correction, for large tables. Default `midP`.
   */
  method?: 'exact' | 'midP' | 'asymptotic';
};

export type McnemarResult = {
  /** Two-sided; 1 if the models are never right apart. */
  pValue: number;
  /** Samples only the first model calls right. */
  onlyFirst: number;
  /** Samples only the second model calls right. */
  onlySecond: number;
};

/**
 * McNemar's test: do two models make different numbers of mistakes on the same samples?
 *
 * Only samples that one model calls right and the other wrong count. Shapes: `labels` and both predictions `[samples]`.
 * Sources: Q. McNemar, Psychometrika 12 (1947); M. Fagerland et al., BMC Med. Res. Methodol. 13 (2013) for mid-p.
 *
 * @example
 * mcnemar([1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 1], { method: 'exact' }) // → { pValue: 0.25, onlyFirst: 3, onlySecond: 0 }
 */
export function mcnemar(labels: Labels, first: Labels, second: Labels, options: McnemarOptions = {}): McnemarResult {
  requireEqualLength('mcnemar', { 'predictions of the first': first, labels });
  requireEqualLength('mcnemar', { 'predictions of the second': second, labels });
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let i = 0; i < labels.length; i++) {
    const firstIsRight = first[i] === labels[i];
    if (firstIsRight === (second[i] === labels[i])) continue;
    if (firstIsRight) onlyFirst++;
    else onlySecond++;
  }
  return { pValue: mcnemarPValue(onlyFirst, onlySecond, options), onlyFirst, onlySecond };
}

/**
 * The p-value from the two counts of samples on which only one model is right.
 *
 * @example
 * mcnemarPValue(0, 3, { method: 'exact' }) // → 0.25
 */
export function mcnemarPValue(onlyFirst: number, onlySecond: number, { method = 'midP' }: McnemarOptions = {}): number {
  for (const count of [onlyFirst, onlySecond]) require(Number.isInteger(count) && count >= 0, 'mcnemar', `whole counts, got ${count}`);
  const apart = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  if (apart === 0) return 1;
  if (method === 'asymptotic') return chiSquareUpperTail(Math.max(0, Math.abs(onlyFirst - onlySecond) - 1) ** 2 / apart, 1);
  const { tail, chance } = fairCoin(fewer, apart);
  if (method === 'exact') return Math.min(1, 2 * tail);
  // Of two equal counts the observed table lies in both tails: all of it, less half, twice.
  return onlyFirst === onlySecond ? 1 - chance / 2 : Math.min(1, 2 * tail - chance);
}

/** P(X ≤ heads) and P(X = heads) of a fair coin. Term by term while 2⁻ⁿ is a float64, by the beta function beyond. */
function fairCoin(heads: number, tosses: number): { tail: number; chance: number } {
  if (tosses > 1000) {
    const log = logGamma(tosses + 1) - logGamma(heads + 1) - logGamma(tosses - heads + 1) - tosses * Math.LN2;
    return { tail: regularizedBeta(0.5, tosses - heads, heads + 1), chance: Math.exp(log) };
  }
  let chance = 2 ** -tosses;
  let tail = chance;
  for (let k = 1; k <= heads; k++) {
    chance *= (tosses - k + 1) / k;
    tail += chance;
  }
  return { tail, chance };
}
