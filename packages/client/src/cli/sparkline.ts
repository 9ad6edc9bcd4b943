const LEVELS = [...'▁▂▃▄▅▆▇█'];

/** A curve as one line of blocks, as wide as told; columns without a finite value are blank. */
export function sparkline(values: ArrayLike<number>, width = 32): string {
  const columns = Array.from({ length: Math.min(width, values.length) }, (_, column, count = Math.min(width, values.length)) => {
    const inside = Array.from(values)
      .slice(Math.floor((column * values.length) / count), Math.floor(((column + 1) * values.length) / count))
      .filter(Number.isFinite);
    return inside.length === 0 ? Number.NaN : inside.reduce((sum, value) => sum + value, 0) / inside.length;
  });
  const finite = columns.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  return columns
    .map((value) =>
      Number.isFinite(value) ? LEVELS[high === low ? 3 : Math.round(((value - low) / (high - low)) * (LEVELS.length - 1))]! : ' ',
    )
    .join('');
}
