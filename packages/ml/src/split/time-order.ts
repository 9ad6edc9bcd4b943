/** Rows by the time at which they were made. */
import { DataError } from '../formats/data-error.ts';

/** Rows from the earliest to the latest, equal times by row, with the time of each in milliseconds or whatever unit came in. */
export function orderByTime(times: readonly (string | number | null)[], rows: Uint32Array): { order: Uint32Array; times: Float64Array } {
  const values = new Float64Array(times.length).fill(Number.NaN);
  for (const row of rows) values[row] = parseTime(times[row], row);
  return { order: rows.slice().sort((one, other) => values[one] - values[other] || one - other), times: values };
}

/** Blocks of the given sizes along the order; rows of one time never lie on two sides. */
export function blocksByTime(order: Uint32Array, times: Float64Array, sizes: readonly number[]): Uint32Array {
  const blocks = new Uint32Array(order.length);
  let end = 0;
  let at = 0;
  sizes.forEach((size, block) => {
    end += size;
    while (at < order.length && (at < end || (at > 0 && times[order[at]] === times[order[at - 1]]) || block === sizes.length - 1))
      blocks[at++] = block;
  });
  return blocks;
}

/** Numbers as they are and ISO 8601 dates in milliseconds; NaN for what is neither. */
export function timesOf(values: readonly (string | number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => {
    if (typeof value === 'string' && /^\d{4}-\d{2}(-\d{2})?/.test(value)) return Date.parse(value);
    return value === null || value === '' ? Number.NaN : Number(value);
  });
}

function parseTime(value: string | number | null, row: number): number {
  const [time] = timesOf([value]);
  if (Number.isNaN(time))
    throw new DataError(
      `makeSplit by time requires a number or an ISO 8601 date for each row, got ${JSON.stringify(value)} in row ${row}`,
      { row },
    );
  return time;
}
