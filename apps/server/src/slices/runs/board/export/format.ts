import type { Column } from '../columns/column.ts';
import type { Cells } from '../columns/service.ts';

export type ExportFormat = 'csv' | 'ndjson';

/** How runs are written: what comes first, and one run. */
export interface Writer {
  readonly mediaType: string;
  readonly head: string;
  row(cells: Cells): string;
}

/** A writer of cells under the names of their columns. Evaluated numbers have their interval beside them. */
export function writerOf(format: ExportFormat, names: readonly string[], columns: readonly Column[]): Writer {
  return format === 'csv' ? csv(names, columns) : ndjson(names);
}

// RFC 4180. NaN and the infinities by name, nothing where a run has nothing, lists and objects as JSON.
function csv(names: readonly string[], columns: readonly Column[]): Writer {
  const line = (fields: readonly string[]) => `${fields.join(',')}\r\n`;
  const heads = names.flatMap((name, index) => (columns[index]!.on === 'evaluation' ? [name, `${name} low`, `${name} high`] : [name]));
  return {
    mediaType: 'text/csv; charset=utf-8; header=present',
    head: line(heads.map(field)),
    row: (cells) =>
      line(
        cells.flatMap((cell, index) => {
          if (columns[index]!.on !== 'evaluation') return [field(cell)];
          const { value, low, high } = (cell ?? {}) as Record<string, unknown>;
          return [value, low, high].map(field);
        }),
      ),
  };
}

function ndjson(names: readonly string[]): Writer {
  return {
    mediaType: 'application/x-ndjson; charset=utf-8',
    head: '',
    row: (cells) => `${JSON.stringify(Object.fromEntries(names.map((name, index) => [name, inJson(cells[index])])))}\n`,
  };
}

function field(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return numberText(cell);
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  // A spreadsheet takes what begins so for a formula. OWASP ASVS 1.2.10.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// As everywhere in JSON here: what it has no number for travels by name.
function inJson(cell: unknown): unknown {
  if (typeof cell === 'number') return Number.isFinite(cell) && !Object.is(cell, -0) ? cell : numberText(cell);
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell)) return cell ?? null;
  return Object.fromEntries(Object.entries(cell).map(([key, value]) => [key, inJson(value)]));
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
