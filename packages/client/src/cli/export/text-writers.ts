import type { Writable } from 'node:stream';
import type { Column, TableWriter, Values } from './table.ts';

/** RFC 4180, with a heading; times in ISO 8601, numbers so that they read back as the same float64. */
export function csvWriter(output: Writable, columns: readonly Column[]): TableWriter {
  return lineWriter(output, columns.map(({ name }) => quoted(name)).join(), (row) => {
    const cells = row.map((value, index) => {
      if (value === null) return '';
      if (typeof value === 'string') return quoted(value);
      return columns[index]!.kind === 'time' ? isoTime(value) : exactly(value);
    });
    return cells.join();
  });
}

/** One JSON object a line. What JSON cannot carry is a string, as everywhere in the API: "NaN", "Infinity", "-Infinity", "-0". */
export function ndjsonWriter(output: Writable, columns: readonly Column[]): TableWriter {
  return lineWriter(output, undefined, (row) =>
    JSON.stringify(Object.fromEntries(row.map((value, index) => [columns[index]!.name, carried(value)]))),
  );
}

function lineWriter(output: Writable, heading: string | undefined, lineOf: (row: Values) => string): TableWriter {
  const send = (text: string) => new Promise<void>((resolve, reject) => output.write(text, (error) => (error ? reject(error) : resolve())));
  let begun = false;
  const begin = async () => {
    if (!begun && heading !== undefined) await send(`${heading}\n`);
    begun = true;
  };
  return {
    async write(batch) {
      await begin();
      const rows = Array.from({ length: batch[0]?.length ?? 0 }, (_, row) => `${lineOf(batch.map((values) => values[row]!))}\n`);
      await send(rows.join(''));
    },
    close: begin,
  };
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function exactly(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function carried(value: string | number | null): string | number | null {
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)) ? exactly(value) : value;
}

function isoTime(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : exactly(ms);
}
