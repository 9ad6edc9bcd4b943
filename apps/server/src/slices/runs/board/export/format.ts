import { CSV_TYPE, csvLine, numberText } from '../../../../csv.ts';
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

function csv(names: readonly string[], columns: readonly Column[]): Writer {
  const heads = names.flatMap((name, index) => (columns[index]!.on === 'evaluation' ? [name, `${name} low`, `${name} high`] : [name]));
  return {
    mediaType: CSV_TYPE,
    head: csvLine(heads),
    row: (cells) =>
      csvLine(
        cells.flatMap((cell, index) => {
          if (columns[index]!.on !== 'evaluation') return [cell];
          const { value, low, high } = (cell ?? {}) as Record<string, unknown>;
          return [value, low, high];
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

// As everywhere in JSON here: what it has no number for travels by name.
function inJson(cell: unknown): unknown {
  if (typeof cell === 'number') return Number.isFinite(cell) && !Object.is(cell, -0) ? cell : numberText(cell);
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell)) return cell ?? null;
  return Object.fromEntries(Object.entries(cell).map(([key, value]) => [key, inJson(value)]));
}
