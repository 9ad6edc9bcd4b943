/** Puts a table's rows in the order of the samples that it describes. */
import { DataError } from '../../formats/data-error.ts';
import type { CollectedTable } from './collect-table.ts';

/** `ids` are the names the samples have already, from an array or from the files of pictures; without them row is sample. */
export function joinTable(table: CollectedTable, file: string, ids: readonly string[] | undefined): CollectedTable {
  if (ids === undefined || table.ids === undefined) return table;
  const rowOf = new Map(table.ids.map((id, row) => [withoutEnding(id), row]));
  const order = ids.map((id) => {
    const row = rowOf.get(withoutEnding(id));
    if (row === undefined)
      throw new DataError(`${file}: expected a row with the id ${JSON.stringify(id)}, found none`, { file, member: id });
    return row;
  });
  if (order.every((row, index) => row === index)) return table;
  if (table.views.length > 0)
    throw new DataError(
      `${file}: expected its rows in the order of the samples, because it holds texts or features itself, found another order`,
      { file },
    );
  return {
    ...table,
    ids: [...ids],
    labels: table.labels === undefined ? undefined : order.map((row) => (table.labels as (string | null)[])[row]),
    metadata: table.metadata.map((column) => ({ ...column, values: order.map((row) => column.values[row]) })),
  };
}

/** A table may call a picture by its file: `a.png`. */
function withoutEnding(id: string): string {
  return id.replace(/\.(png|jpe?g|webp|gif)$/i, '');
}
