import type { Context } from '../../../../context.ts';
import type { Primary } from '../direction.ts';
import type { Column } from './column.ts';
import { type Cells, findCells } from './store.ts';

export type { Cells };

/** What runs have in columns, in one statement. */
export function listCells(
  { app }: Pick<Context, 'app'>,
  runIds: readonly string[],
  columns: readonly Column[],
  primary: Primary,
): Promise<Map<string, Cells>> {
  return columns.length === 0 || runIds.length === 0 ? Promise.resolve(new Map()) : findCells(app.database.sql, runIds, columns, primary);
}
