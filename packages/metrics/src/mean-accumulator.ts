import { type Scores, type Weights, toFloats, toWeights } from './input.ts';

/** The plain numbers behind a mean: what is merged, stored or sent. */
export type MeanState = { weight: number; mean: number; squares: number };

/** A mean and variance that grow batch by batch; two of them can be added. */
export type MeanAccumulator = {
  add(values: Scores, options?: { sampleWeight?: Weights }): void;
  merge(other: MeanAccumulator): void;
  /** Total weight (or count), mean, and Σ w (x − mean)². A copy. */
  state(): MeanState;
  /** `NaN` before the first value. */
  mean(): number;
  /** Mean squared distance from the mean (divided by n). `NaN` before the first value. */
  variance(): number;
};

/**
 * The mean of any loss per sample (`logLosses`, squared or absolute errors, hits), without keeping the samples.
 *
 * Merged parts equal the whole to about 1e-15. Source: T. Chan, G. Golub, R. LeVeque, Am. Stat. 37 (1983) 242–247.
 *
 * @example
 * accumulateMean().state() // → { weight: 0, mean: 0, squares: 0 }
 */
export function accumulateMean(): MeanAccumulator {
  const own: MeanState = { weight: 0, mean: 0, squares: 0 };
  const include = (weight: number, mean: number, squares: number) => {
    if (weight === 0) return;
    const total = own.weight + weight;
    const distance = mean - own.mean;
    own.mean += distance * (weight / total);
    own.squares += squares + distance * distance * ((own.weight * weight) / total);
    own.weight = total;
  };
  return {
    add(values, { sampleWeight } = {}) {
      const floats = toFloats('accumulateMean', 'values', values);
      const weights = toWeights('accumulateMean', sampleWeight, floats.length);
      for (let i = 0; i < floats.length; i++) include(weights ? weights[i] : 1, floats[i], 0);
    },
    merge(other) {
      const { weight, mean, squares } = other.state();
      include(weight, mean, squares);
    },
    state: () => ({ ...own }),
    mean: () => (own.weight === 0 ? Number.NaN : own.mean),
    variance: () => own.squares / own.weight,
  };
}
