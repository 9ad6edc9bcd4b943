import { invalidInput } from '../../../../errors.ts';
import { type Column, columnName } from '../columns/column.ts';
import { givenColumn } from '../columns/given.ts';

/** By what runs are put together: the value of a column, or all params but some. */
export interface GroupBy {
  readonly column: Column;
  /** Paths that are left out of all params. */
  readonly except: readonly (readonly string[])[];
}

export interface GroupByInput {
  readonly column: string;
  readonly except?: readonly string[] | null | undefined;
}

const MOST_LEVELS = 10;
const MOST_EXCEPTIONS = 100;

/** Understands what runs are grouped by. Throws `INVALID_INPUT`. */
export function givenGroupBy(inputs: readonly GroupByInput[], field = 'by'): GroupBy[] {
  if (inputs.length === 0 || inputs.length > MOST_LEVELS)
    throw invalidInput(`Runs are grouped by 1 to ${MOST_LEVELS} columns, got ${inputs.length}`, field);
  return inputs.map(({ column: name, except }, index) => {
    const at = `${field}.${index}`;
    const column = givenColumn(name, `${at}.column`);
    const left = except ?? [];
    if (left.length > 0 && column.on !== 'params')
      throw invalidInput(`Only of params some can be left out, not of ${name}`, `${at}.except`);
    if (left.length > MOST_EXCEPTIONS)
      throw invalidInput(`At most ${MOST_EXCEPTIONS} params can be left out, got ${left.length}`, `${at}.except`);
    return { column, except: left.map((param, place) => paramPath(param, `${at}.except.${place}`)) };
  });
}

/** Says what runs are grouped by: `params but seed`. */
export function groupByName({ column, except }: GroupBy): string {
  return except.length === 0 ? columnName(column) : `${columnName(column)} but ${except.map((path) => path.join('.')).join(', ')}`;
}

// With or without "params." before it.
function paramPath(name: string, field: string): readonly string[] {
  const column = givenColumn(/^params?\./i.test(name) ? name : `params.${name}`, field);
  if (column.on !== 'param') throw invalidInput(`${name} is no param`, field);
  return column.path;
}
