import type { BoardRowFragment } from '../../generated/board.ts';
import type { Cell } from './columns.ts';

export interface Row extends Omit<BoardRowFragment, 'cells'> {
  /** What it has in each column, by name. */
  readonly cells: Readonly<Record<string, Cell>>;
}

/** The cells of a row by the names of their columns. */
export function rowOf(columns: readonly string[], { cells, ...row }: BoardRowFragment): Row {
  return { ...row, cells: Object.fromEntries(columns.map((name, index) => [name, (cells as Cell[])[index]])) };
}
