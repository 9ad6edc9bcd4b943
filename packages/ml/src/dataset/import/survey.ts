/** A first pass over a table: how many rows, and what each column holds. */
import { DataError } from '../../formats/data-error.ts';
import type { TextTable } from '../../formats/text-table.ts';

export interface ColumnSurvey {
  readonly name: string;
  /** Every value that is there is a finite number in decimal notation. */
  readonly isNumeric: boolean;
  readonly isInteger: boolean;
  readonly missing: number;
  /** Different values, counted to `DISTINCT_CAP`. */
  readonly distinct: number;
  /** The different values in the order of their first row, when there are fewer than `DISTINCT_CAP`. */
  readonly values: readonly string[];
}

export const DISTINCT_CAP = 10_000;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

export interface TableSurvey {
  readonly rows: number;
  readonly columns: readonly ColumnSurvey[];
}

export async function surveyTable(table: TextTable, isMissing: (text: string) => boolean, maxRows: number): Promise<TableSurvey> {
  const columns = table.columns.map(() => ({ numeric: true, integer: true, missing: 0, values: new Set<string>() }));
  let rows = 0;
  for await (const { values } of table.records()) {
    if (++rows > maxRows) throw new DataError(`${table.name}: expected at most ${maxRows} rows, found more`, { file: table.name });
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index];
      const text = values[index];
      if (isMissing(text)) {
        column.missing++;
        continue;
      }
      if (column.numeric) {
        const number = parseNumber(text);
        column.numeric = number !== undefined;
        column.integer &&= number !== undefined && Number.isInteger(number);
      }
      if (column.values.size < DISTINCT_CAP) column.values.add(text);
    }
  }
  return {
    rows,
    columns: columns.map(({ numeric, integer, missing, values }, index) => ({
      name: table.columns[index],
      isNumeric: numeric && missing < rows,
      isInteger: numeric && integer && missing < rows,
      missing,
      distinct: values.size,
      values: values.size < DISTINCT_CAP ? [...values] : [],
    })),
  };
}

/** The number that a field holds; undefined for anything else, `1,000`, `١٢` and `1e999` among them. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return undefined;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
}
