/**
 * M4: of every pixel column the first, smallest, largest and last point, and the first that is not finite. A line drawn through them, one
 * column per pixel, is the line drawn through all points.
 */

/** The column that an x falls into. The right edge belongs to the last. */
export function columnOf(x: number, from: number, scale: number, columns: number): number {
  return Math.min(Math.max(Math.floor((x - from) * scale), 0), columns - 1);
}

/** Columns per unit of x. `from` is the left edge of the first column, `to` the right edge of the last. */
export function scaleOf(from: number, to: number, columns: number): number {
  return to > from ? columns / (to - from) : 0;
}

/** Which points `columns` columns over `from … to` keep, by their place. `xs` are in order. */
export function reduce(xs: Float64Array, values: Float64Array, from: number, to: number, columns: number): Uint32Array {
  const scale = scaleOf(from, to, columns);
  const kept = new Uint32Array(Math.min(values.length, columns * 5));
  let count = 0;
  const keep = (index: number) => {
    if (count === 0 || index > kept[count - 1]!) kept[count++] = index;
  };
  for (let start = 0; start < values.length; ) {
    const end = endOf(xs, start, from, scale, columns);
    let [smallest, largest, odd] = [-1, -1, -1];
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let index = start; index < end; index++) {
      const value = values[index]!;
      if (value < low) {
        if (value === Number.NEGATIVE_INFINITY) {
          if (odd < 0) odd = index;
          continue;
        }
        low = value;
        smallest = index;
      }
      if (value > high) {
        if (value === Number.POSITIVE_INFINITY) {
          if (odd < 0) odd = index;
          continue;
        }
        high = value;
        largest = index;
      } else if (odd < 0 && value - value !== 0) odd = index;
    }
    keep(start);
    for (const index of inOrder(smallest, largest, odd)) if (index > start) keep(index);
    keep(end - 1);
    start = end;
  }
  return kept.subarray(0, count);
}

// Where the column of a point ends: by halving, since most columns hold many points.
function endOf(xs: Float64Array, start: number, from: number, scale: number, columns: number): number {
  const column = columnOf(xs[start]!, from, scale, columns);
  let step = 1;
  let inside = start;
  while (inside + step < xs.length && columnOf(xs[inside + step]!, from, scale, columns) === column) {
    inside += step;
    step *= 2;
  }
  let outside = Math.min(inside + step, xs.length);
  while (outside - inside > 1) {
    const middle = (inside + outside) >> 1;
    if (columnOf(xs[middle]!, from, scale, columns) === column) inside = middle;
    else outside = middle;
  }
  return outside;
}

function inOrder(a: number, b: number, c: number): [number, number, number] {
  if (a > b) [a, b] = [b, a];
  if (b > c) [b, c] = [c, b];
  if (a > b) [a, b] = [b, a];
  return [a, b, c];
}
