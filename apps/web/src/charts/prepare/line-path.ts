// A line of any length as what a canvas must draw of it: of each pixel column the first, lowest, highest and last point (M4), which paints
// the same pixels as all of them.

export interface Sink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** From data to pixels along one axis: `offset + pixels · (t(value) − low) / (high − low)`, t being the logarithm on a logarithmic axis. */
export interface Projection {
  readonly low: number;
  readonly high: number;
  readonly offset: number;
  /** Negative where pixels grow against the values. */
  readonly pixels: number;
  readonly log: boolean;
}

/** Pixels of a value. */
export function project(axis: Projection, value: number): number {
  const { slope, start } = straight(axis);
  return start + slope * (axis.log ? Math.log(value) : value);
}

/** The same as a straight line of the value, or of its logarithm: what need not be worked out anew for each point. */
function straight({ low, high, offset, pixels, log }: Projection): { slope: number; start: number } {
  const [from, to] = log ? [Math.log(low), Math.log(high)] : [low, high];
  const slope = pixels / (to - from);
  return { slope, start: offset - slope * from };
}

/**
 * Tells `sink` the line through `x` (ascending) and `y`. Breaks where y is not finite, or not positive on a logarithmic axis. Of what lies beyond
 * the frame only the nearest point on either side is drawn. Returns how many points were told.
 *
 * It runs over every point of every line before a chart is seen: plain loops over plain numbers, fast before they are compiled.
 */
export function traceLine(x: Float64Array, y: Float64Array, xAxis: Projection, yAxis: Projection, sink: Sink): number {
  const from = Math.max(0, firstAtLeast(x, xAxis.low) - 1);
  const to = Math.min(x.length, firstAtLeast(x, xAxis.high) + 1);
  const { slope: slopeX, start: startX } = straight(xAxis);
  const { slope: slopeY, start: startY } = straight(yAxis);
  const leastX = xAxis.log ? 0 : Number.NEGATIVE_INFINITY;
  const leastY = yAxis.log ? 0 : Number.NEGATIVE_INFINITY;
  let told = 0;
  let open = false;
  let column = Number.NaN;
  let first = 0;
  let lowest = 0;
  let highest = 0;
  let last = 0;
  let lastX = 0;
  let inColumn = 0;
  // The first point of a column was told when it came.
  const close = () => {
    if (inColumn > 2) {
      if (lowest !== last && lowest !== first) {
        sink.lineTo(lastX, lowest);
        told += 1;
      }
      if (highest !== last && highest !== first) {
        sink.lineTo(lastX, highest);
        told += 1;
      }
    }
    if (inColumn > 1) {
      sink.lineTo(lastX, last);
      told += 1;
    }
    inColumn = 0;
  };
  for (let index = from; index < to; index += 1) {
    const value = y[index]!;
    const place = x[index]!;
    if (!(value > leastY && value < Number.POSITIVE_INFINITY && place > leastX)) {
      close();
      open = false;
      column = Number.NaN;
      continue;
    }
    const px = startX + slopeX * (xAxis.log ? Math.log(place) : place);
    const py = startY + slopeY * (yAxis.log ? Math.log(value) : value);
    const at = Math.floor(px);
    if (at !== column) {
      close();
      column = at;
      if (open) sink.lineTo(px, py);
      else sink.moveTo(px, py);
      open = true;
      told += 1;
      first = py;
      lowest = py;
      highest = py;
    } else if (py < lowest) lowest = py;
    else if (py > highest) highest = py;
    last = py;
    lastX = px;
    inColumn += 1;
  }
  close();
  return told;
}

/** Index of the first element that is not less than `value`; the length when there is none. */
export function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the element nearest to `value`; −1 when there is none. */
export function nearest(sorted: Float64Array, value: number): number {
  const right = firstAtLeast(sorted, value);
  if (right === 0) return sorted.length === 0 ? -1 : 0;
  if (right === sorted.length) return right - 1;
  return value - sorted[right - 1]! <= sorted[right]! - value ? right - 1 : right;
}
