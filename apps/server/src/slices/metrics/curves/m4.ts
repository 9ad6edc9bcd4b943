/**
 * M4 over a stream of points: of every pixel column the first, smallest, largest and last point, and the first that is not finite.
 * A line drawn through them, one column per pixel, is the line drawn through all points.
 */
import type { Points } from './points.ts';

/** Takes points in order of step and keeps what `columns` columns over `from … to` show of them. */
export interface Reducer {
  push(step: number, value: number, time: number): void;
  /** The kept points in order. */
  finish(): Points;
}

/** A reducer. `from` is the left edge of the first column, `to` the right edge of the last, and belongs to it. */
export function createReducer(from: number, to: number, columns: number): Reducer {
  const kept = createColumns(Math.min(columns * 5, 65_536));
  const scale = to > from ? columns / (to - from) : 0;
  let current = -1;
  let order = 0;
  // Places in a column: 0 first, 1 smallest, 2 largest, 3 last, 4 first non-finite; `orders` below 0 means none.
  const orders = [-1, -1, -1, -1, -1];
  const steps = [0, 0, 0, 0, 0];
  const values = [0, 0, 0, 0, 0];
  const times = [0, 0, 0, 0, 0];

  function set(place: number, step: number, value: number, time: number): void {
    orders[place] = order;
    steps[place] = step;
    values[place] = value;
    times[place] = time;
  }

  function flush(): void {
    if (current < 0) return;
    const places = [0, 1, 2, 3, 4].filter((place) => orders[place]! >= 0).sort((a, b) => orders[a]! - orders[b]!);
    let previous = -1;
    for (const place of places) {
      if (orders[place] !== previous) kept.push(steps[place]!, values[place]!, times[place]!);
      previous = orders[place]!;
    }
    orders.fill(-1);
  }

  return {
    push(step, value, time) {
      const column = columnOf(step, from, scale, columns);
      if (column !== current) {
        flush();
        current = column;
        set(0, step, value, time);
      }
      if (!Number.isFinite(value)) {
        if (orders[4]! < 0) set(4, step, value, time);
      } else {
        if (orders[1]! < 0 || value < values[1]!) set(1, step, value, time);
        if (orders[2]! < 0 || value > values[2]!) set(2, step, value, time);
      }
      set(3, step, value, time);
      order++;
    },
    finish() {
      flush();
      current = -1;
      return kept.take();
    },
  };
}

/** The same of points in order of step that are at hand as columns: what a reducer would keep, found by position alone. */
export function reducePoints({ steps, values, times }: Points, from: number, to: number, columns: number): Points {
  const scale = to > from ? columns / (to - from) : 0;
  const kept = new Uint32Array(Math.min(values.length, columns * 5));
  let count = 0;
  for (let start = 0; start < values.length; ) {
    const column = columnOf(steps[start]!, from, scale, columns);
    let [smallest, largest, odd] = [-1, -1, -1];
    let end = start;
    for (; end < values.length && columnOf(steps[end]!, from, scale, columns) === column; end++) {
      const value = values[end]!;
      // NaN and the infinities are what differs from itself when taken from itself.
      if (value - value !== 0) odd = odd < 0 ? end : odd;
      else {
        if (smallest < 0 || value < values[smallest]!) smallest = end;
        if (largest < 0 || value > values[largest]!) largest = end;
      }
    }
    let previous = -1;
    for (const index of [start, smallest, largest, odd, end - 1].sort(ascending)) {
      if (index > previous) kept[count++] = previous = index;
    }
    start = end;
  }
  const pick = (from: Float64Array) => {
    const picked = new Float64Array(count);
    for (let index = 0; index < count; index++) picked[index] = from[kept[index]!]!;
    return picked;
  };
  return { steps: pick(steps), values: pick(values), times: pick(times) };
}

const ascending = (a: number, b: number) => a - b;

/** The column that a step falls into. */
export function columnOf(step: number, from: number, scale: number, columns: number): number {
  return Math.min(Math.max(Math.floor((step - from) * scale), 0), columns - 1);
}

function createColumns(capacity: number) {
  let steps = new Float64Array(capacity);
  let values = new Float64Array(capacity);
  let times = new Float64Array(capacity);
  let count = 0;
  const grow = (column: Float64Array) => {
    const larger = new Float64Array(column.length * 2);
    larger.set(column);
    return larger;
  };
  return {
    push(step: number, value: number, time: number) {
      if (count === steps.length) [steps, values, times] = [grow(steps), grow(values), grow(times)];
      steps[count] = step;
      values[count] = value;
      times[count] = time;
      count++;
    },
    take: (): Points => ({ steps: steps.slice(0, count), values: values.slice(0, count), times: times.slice(0, count) }),
  };
}
