// A metric over weights, as paths and round ticks.

type Place = (value: number) => number;

/** At most five round values that enclose the range. */
export function niceTicks(low: number, high: number): number[] {
  if (!(high > low)) return Number.isFinite(low) ? [low - 0.01, low, low + 0.01] : [0, 0.5, 1];
  const rough = (high - low) / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((candidate) => Math.ceil(high / candidate) - Math.floor(low / candidate) <= 4) ??
    10 * size;
  const first = Math.floor(low / step);
  return Array.from({ length: Math.ceil(high / step) - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

export function linePath(x: ArrayLike<number>, y: ArrayLike<number>, placeX: Place, placeY: Place): string {
  let path = '';
  let drawing = false;
  for (let index = 0; index < x.length; index += 1) {
    if (!Number.isFinite(y[index]!)) {
      drawing = false;
      continue;
    }
    path += `${drawing ? 'L' : 'M'}${placeX(x[index]!).toFixed(1)} ${placeY(y[index]!).toFixed(1)}`;
    drawing = true;
  }
  return path;
}

/** The area between two lines; empty where either is no number. */
export function bandPath(x: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, placeX: Place, placeY: Place): string {
  const known = Array.from({ length: x.length }, (_, index) => index).filter(
    (index) => Number.isFinite(low[index]!) && Number.isFinite(high[index]!),
  );
  if (known.length < 2) return '';
  const point = (index: number, values: ArrayLike<number>) => `${placeX(x[index]!).toFixed(1)} ${placeY(values[index]!).toFixed(1)}`;
  return `M${known.map((index) => point(index, high)).join('L')}L${known
    .toReversed()
    .map((index) => point(index, low))
    .join('L')}Z`;
}
