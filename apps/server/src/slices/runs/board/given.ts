// What is kept of a board, such as a saved view, is checked by what reads it.
import { givenColumns } from './columns/given.ts';
import { givenGroupBy, type GroupByInput } from './groups/group-by.ts';
import { givenFilter } from './input.ts';

/** Throws `INVALID_INPUT` with the position of the mistake for a line that is no filter. */
export function checkQuery(query: string, field: string): void {
  if (query !== '') givenFilter({ query }, field.replace(/\.query$/, ''));
}

/** Throws `INVALID_INPUT` for a name that is no column. */
export function checkColumns(names: readonly string[], field: string): void {
  givenColumns(names, field);
}

/** Throws `INVALID_INPUT` for what runs cannot be grouped by. */
export function checkGroupBy(by: readonly GroupByInput[], field: string): void {
  givenGroupBy(by, field);
}
