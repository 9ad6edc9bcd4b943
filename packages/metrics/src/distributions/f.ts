import { betaPair } from './beta.ts';
import { regularizedGammaQ } from './gamma.ts';

/** P(F ≥ f) of Fisher's F distribution. `NaN` for `NaN`. */
export function fUpperTail(f: number, df1: number, df2: number): number {
  if (Number.isNaN(f)) return f;
  if (f === Infinity) return 0;
  const sum = df1 * f + df2;
  return f <= 0 ? 1 : betaPair(df2 / sum, (df1 * f) / sum, df2 / 2, df1 / 2)[0];
}

/** P(X ≥ x) of the chi-square distribution. `NaN` for `NaN`. */
export function chiSquareUpperTail(x: number, df: number): number {
  return Number.isNaN(x) ? x : regularizedGammaQ(df / 2, x / 2);
}
