// How far off several models are, as lines in one frame: shares of their works, over the same errors.
import { niceSteps } from './nice-steps.ts';
import { tickText } from './value-square.ts';

export interface ResidualBins {
  /** The middle of each bin; bins are of one width. */
  readonly middles: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

/** Lines in the unit square and what stands on both axes. Bins differ from model to model, so heights are works per unit of error. */
export function residualLines(models: readonly ResidualBins[]) {
  const widths = models.map(({ middles }) => (middles.length > 1 ? middles[1]! - middles[0]! : 1));
  const ends = models.flatMap(({ middles }, at) =>
    middles.length > 0 ? [middles[0]! - widths[at]!, middles[middles.length - 1]! + widths[at]!] : [],
  );
  const [low, high] = ends.length > 0 ? [Math.min(...ends), Math.max(...ends)] : [-1, 1];
  const x = (value: number) => (value - low) / (high - low);
  const densities = models.map(({ counts }, at) => {
    const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
    return Float64Array.from(counts, (count) => count / (total || 1) / widths[at]!);
  });
  const most = Math.max(...densities.flatMap((density) => [...density]), 1e-12);
  return {
    // From zero to zero, a bin beyond either end.
    lines: models.map(({ middles }, at) => ({
      x: Float64Array.from([(middles[0] ?? 0) - widths[at]!, ...Array.from(middles), (middles[middles.length - 1] ?? 0) + widths[at]!], x),
      y: Float64Array.from([0, ...densities[at]!, 0], (density) => density / most),
    })),
    ticks: niceSteps(low, high, 6).map((value) => ({ at: x(value), text: tickText(value) })),
    /** Where no error lies. */
    zero: low < 0 && high > 0 ? x(0) : undefined,
  };
}
