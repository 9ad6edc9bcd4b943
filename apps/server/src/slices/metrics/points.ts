/** Points of one metric as columns, in the order in which they arrived. Every step is finite; a value may be any double. */
export interface Points {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  /** Milliseconds since 1970. */
  readonly times: Float64Array;
}

/** No points. */
export const NO_POINTS: Points = { steps: new Float64Array(0), values: new Float64Array(0), times: new Float64Array(0) };

/** The points `start … end − 1`, without copying. */
export function slicePoints(points: Points, start: number, end: number): Points {
  return { steps: points.steps.subarray(start, end), values: points.values.subarray(start, end), times: points.times.subarray(start, end) };
}

/** All of them, one after the other. */
export function joinPoints(parts: readonly Points[]): Points {
  if (parts.length === 1) return parts[0]!;
  const count = parts.reduce((sum, part) => sum + part.values.length, 0);
  const joined = { steps: new Float64Array(count), values: new Float64Array(count), times: new Float64Array(count) };
  let at = 0;
  for (const part of parts) {
    joined.steps.set(part.steps, at);
    joined.values.set(part.values, at);
    joined.times.set(part.times, at);
    at += part.values.length;
  }
  return joined;
}

/** Whether none is smaller than the one before it. */
export function isOrdered(column: Float64Array): boolean {
  for (let index = 1; index < column.length; index++) if (column[index]! < column[index - 1]!) return false;
  return true;
}
