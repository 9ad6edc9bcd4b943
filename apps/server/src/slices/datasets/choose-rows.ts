// Which works of a version are asked for.
import type { Dataset } from '@atelier/ml/dataset';
import { MAX_PAGE } from '../../builder.ts';
import { invalidInput } from '../../errors.ts';

export interface RowChoice {
  /** Only works of this class. */
  readonly label?: string | null | undefined;
  /** Only works with this value in a column; without a value those that have none. */
  readonly where?: { readonly column: string; readonly value?: string | null | undefined } | null | undefined;
  /** Only works with these letters in their name or in a column. */
  readonly search?: string | null | undefined;
  /** Only these rows, in this order, whatever else is asked. */
  readonly rows?: readonly number[] | null | undefined;
}

/** Rows in their order. Throws `INVALID_INPUT` for a class, a column or a row that the version has not. */
export function chooseRows(dataset: Dataset, { rows, ...filter }: RowChoice): number[] {
  return rows == null ? filteredRows(dataset, filter) : requireRows(dataset, rows);
}

function filteredRows(dataset: Dataset, { label, where, search }: RowChoice): number[] {
  let rows = rowsOfLabel(dataset, label);
  if (where != null) {
    const column = columnOf(dataset, where.column);
    const wanted = where.value ?? null;
    rows = rows.filter((row) => (column[row] == null ? wanted === null : String(column[row]) === wanted));
  }
  if (search == null || search.trim() === '') return rows;
  const small = search.trim().toLowerCase();
  const texts: (readonly (string | number | null)[])[] = [
    dataset.ids,
    ...dataset.manifest.metadata.map(({ name }) => dataset.metadata(name)),
  ];
  return rows.filter((row) =>
    texts.some((column) =>
      String(column[row] ?? '')
        .toLowerCase()
        .includes(small),
    ),
  );
}

function rowsOfLabel(dataset: Dataset, label: string | null | undefined): number[] {
  const rows = Array.from({ length: dataset.samples }, (_, row) => row);
  if (label == null) return rows;
  const { target } = dataset;
  const code = target && target.kind !== 'regression' ? target.classes.indexOf(label) : -1;
  if (code === -1 || !target || target.kind === 'regression')
    throw invalidInput(`label requires a class of the dataset, got ${JSON.stringify(label.slice(0, 60))}`, 'label');
  if (target.kind === 'multilabel') return rows.filter((row) => target.labels[row * target.classes.length + code] === 1);
  return rows.filter((row) => target.labels[row] === code);
}

function requireRows(dataset: Dataset, rows: readonly number[]): number[] {
  if (rows.length > MAX_PAGE) throw invalidInput(`rows has at most ${MAX_PAGE} entries, got ${rows.length}`, 'rows');
  const wrong = rows.find((row) => row < 0 || row >= dataset.samples);
  if (wrong !== undefined) throw invalidInput(`rows requires rows from 0 to ${dataset.samples - 1}, got ${wrong}`, 'rows');
  return [...rows];
}

function columnOf(dataset: Dataset, name: string): readonly (string | number | null)[] {
  const names = dataset.manifest.metadata.map((column) => column.name);
  if (!names.includes(name))
    throw invalidInput(`where.column is one of ${names.join(', ') || 'none'}, got ${JSON.stringify(name.slice(0, 60))}`, 'where.column');
  return dataset.metadata(name);
}
