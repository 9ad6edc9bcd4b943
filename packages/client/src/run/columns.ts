import type { MetricColumnInput } from '../operations/generated/operations.ts';
import { pack } from '../packed.ts';

/** Gathers points, key by key, until they are taken as columns. */
export interface ColumnBuffer {
  add(key: string, step: number, value: number, time: number): void;
  /** Whether points of this key have been added before. */
  has(key: string): boolean;
  /** Points gathered since the last `take`. */
  readonly points: number;
  /** The gathered points in packed form; the buffer is empty afterwards. Times are milliseconds since 1970. */
  take(): MetricColumnInput[];
}

export function createColumnBuffer(): ColumnBuffer {
  const columns = new Map<string, Column>();
  let points = 0;

  function add(key: string, step: number, value: number, time: number): void {
    let column = columns.get(key);
    if (column === undefined) columns.set(key, (column = emptyColumn()));
    if (column.length === column.values.length) grow(column);
    column.steps[column.length] = step;
    column.values[column.length] = value;
    column.times[column.length] = time;
    column.length++;
    points++;
  }

  function take(): MetricColumnInput[] {
    const taken: MetricColumnInput[] = [];
    for (const [key, column] of columns) {
      if (column.length === 0) continue;
      taken.push({
        key,
        ...packSteps(column.steps.subarray(0, column.length)),
        values: pack(column.values.subarray(0, column.length)),
        times: pack(column.times.subarray(0, column.length)),
      });
      column.length = 0;
    }
    points = 0;
    return taken;
  }

  return {
    add,
    has: (key) => columns.has(key),
    get points() {
      return points;
    },
    take,
  };
}

interface Column {
  steps: Float64Array;
  values: Float64Array;
  times: Float64Array;
  length: number;
}

function emptyColumn(): Column {
  return { steps: new Float64Array(16), values: new Float64Array(16), times: new Float64Array(16), length: 0 };
}

function grow(column: Column): void {
  const size = column.values.length * 2;
  column.steps = enlarged(column.steps, size);
  column.values = enlarged(column.values, size);
  column.times = enlarged(column.times, size);
}

function enlarged(values: Float64Array, size: number): Float64Array {
  const larger = new Float64Array(size);
  larger.set(values);
  return larger;
}

/** Evenly spaced steps travel as start and stride. */
function packSteps(steps: Float64Array): Pick<MetricColumnInput, 'start' | 'stride' | 'steps'> {
  const start = steps[0]!;
  const stride = steps.length > 1 ? steps[1]! - start : 1;
  const even = steps.every((step, index) => step === start + index * stride);
  return even && Number.isFinite(stride) && !Object.is(start, -0) ? { start, stride } : { steps: pack(steps) };
}
