// The runs of a sample as the columns that figures are drawn from.
import { type PlotColumn, parallelAxes } from '../../charts/prepare/parallel.ts';
import { valueWord } from '../../charts/prepare/value-scale.ts';
import type { FigureTable } from '../../charts/prepare/csv.ts';
import type { KnownColumn } from './BoardFigures.tsx';
import { columnOf } from './columns.ts';
import type { Row } from './row.ts';

/** More params than this are not looked at; those that most runs have come first. */
const mostParams = 40;

/** Names of the params that differ among the runs, those that most of them have first. */
export function paramNames(columns: readonly KnownColumn[]): string[] {
  return columns
    .filter((column) => column.kind === 'PARAM' && (column.isNumber ? column.min !== column.max : column.examples.length > 1))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostParams)
    .map((column) => column.name);
}

/** What the runs have in each column; of results the number alone. */
export function valuesOf(rows: readonly Row[], names: readonly string[]): PlotColumn[] {
  return names.map((name) => {
    const column = columnOf({ name });
    const isNumber = column.better !== undefined;
    return {
      name,
      title: column.title,
      values: rows.map((row) => {
        const cell = row.cells[name];
        if (!isNumber) return cell;
        const value = column.value(cell);
        return Number.isFinite(value) ? value : undefined;
      }),
    };
  });
}

/** An axis for each of the names along which runs differ. */
export function axesOf(values: readonly PlotColumn[], names: readonly string[]) {
  return parallelAxes(named(values, names));
}

/** The numbers behind a figure: a line per run. */
export function sampleTable(rows: readonly Row[], values: readonly PlotColumn[], names: readonly string[]): FigureTable {
  const shown = named(values, names);
  return {
    columns: ['run', ...shown.map((column) => column.title)],
    rows: rows.map((row, index) => [`#${row.number}`, ...shown.map((column) => cellOf(column.values[index]))]),
  };
}

function named(values: readonly PlotColumn[], names: readonly string[]): PlotColumn[] {
  return names.flatMap((name) => values.find((column) => column.name === name) ?? []);
}

function cellOf(value: unknown): string | number {
  return typeof value === 'number' ? value : valueWord(value);
}
