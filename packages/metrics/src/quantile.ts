/**
 * The value below which a share of a sorted array lies, on a straight line between neighbours; `NaN` for nothing.
 *
 * Type 7 of Hyndman and Fan (1996), numpy's default. `sorted` ascends; `share` is in [0, 1].
 *
 * @example
 * quantile([1, 2, 3, 4], 0.25) // → 1.75
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = share * (sorted.length - 1);
  const at = Math.min(Math.max(Math.floor(position), 0), sorted.length - 1);
  const low = sorted[at];
  const high = sorted[Math.min(at + 1, sorted.length - 1)];
  const part = position - at;
  // From the nearer end, so that part 1 gives `high` itself.
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}
