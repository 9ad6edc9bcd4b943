import type { Context } from '../../../../context.ts';
import type { Column } from './column.ts';
import { type Cells, findCells } from './store.ts';

export type { Cells };

/** What runs have in columns, in one statement. */
export function listCells(
  { app }: Pick<Context, 'app'>,
  runIds: readonly string[],
  columns: readonly Column[],
): Promise<Map<string, Cells>> {
  return columns.length === 0 || runIds.length === 0 ? Promise.resolve(new Map()) : findCells(app.database.sql, runIds, columns);
}
