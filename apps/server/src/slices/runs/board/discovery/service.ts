import type { Context } from '../../../../context.ts';
import { invalidInput } from '../../../../errors.ts';
import { ATTRIBUTES, type Column, columnName, type EvaluatedPart, evaluatedKey } from '../columns/column.ts';
import { givenColumn } from '../columns/given.ts';
import { countRuns, type BoardQuery } from '../store.ts';
import { NEWEST } from '../order.ts';
import { findNumbers, findParams, findTagNames, findValues, type Sample } from './store.ts';

export const COLUMN_KINDS = ['PARAM', 'METRIC', 'EVALUATION', 'TAG', 'ATTRIBUTE'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** A column that runs have something in. */
export interface FoundColumn {
  /** As the filter language has it. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** The last part: what a heading says. */
  readonly label: string;
  /** Runs that have it, of those that were looked at. */
  readonly count: number;
  readonly isNumber: boolean;
  readonly min: number | null;
  readonly max: number | null;
  readonly examples: readonly string[];
}

export interface FoundColumns {
  readonly columns: readonly FoundColumn[];
  readonly hasMore: boolean;
  /** Runs that were looked at: the newest that pass. */
  readonly runs: number;
  readonly isComplete: boolean;
}

export type Board = Omit<BoardQuery, 'order'>;

export interface Wanted {
  readonly search?: string | null | undefined;
  readonly first?: number | null | undefined;
}

/** Opening the params of so many runs takes a tenth of a second. */
const RUNS_LOOKED_AT = 5_000;
/** Where a name is searched for, less is opened. */
const RUNS_SEARCHED = 100_000;
const USUAL = 200;
const MOST = 1_000;

/** The columns that the runs of a board have something in. Without a search the newest 5,000 runs are looked at, else 100,000. */
export async function listColumns(
  { app }: Pick<Context, 'app'>,
  board: Board,
  { search, first, kinds }: Wanted & { readonly kinds?: readonly ColumnKind[] | null | undefined },
): Promise<FoundColumns> {
  const limit = givenLimit(first);
  const { sql } = app.database;
  const wanted = givenSearch(search);
  const sample = (noun: RegExp): Sample => ({
    ...board,
    search: wanted?.replace(noun, ''),
    runs: wanted === undefined ? RUNS_LOOKED_AT : RUNS_SEARCHED,
    limit: limit + 1,
  });
  const asked = new Set(kinds ?? COLUMN_KINDS);
  const [params, numbers, tags, runs] = await Promise.all([
    asked.has('PARAM') ? findParams(sql, sample(/^params?\./i)) : [],
    asked.has('METRIC') || asked.has('EVALUATION') ? findNumbers(sql, sample(/^(metrics?|test|validation|train)\./i)) : [],
    asked.has('TAG') ? findTagNames(sql, sample(/^tags?\./i)) : [],
    countRuns(sql, { ...board, order: NEWEST }, (wanted === undefined ? RUNS_LOOKED_AT : RUNS_SEARCHED) + 1),
  ]);
  const lookedAt = Math.min(runs, wanted === undefined ? RUNS_LOOKED_AT : RUNS_SEARCHED);
  const found: FoundColumn[] = [
    ...params.map(({ path, ...rest }) => ({ ...named({ on: 'param', path }), kind: 'PARAM' as const, ...rest })),
    ...numbers
      .map(({ key, part, ...rest }) => ({ ...ofNumber(key, part), ...rest, isNumber: true, examples: [] }))
      .filter(({ kind }) => asked.has(kind)),
    ...tags.map(({ name, ...rest }) => ({
      ...named({ on: 'tag', name }),
      kind: 'TAG' as const,
      ...rest,
      isNumber: false,
      min: null,
      max: null,
    })),
    ...(asked.has('ATTRIBUTE') ? attributes(wanted, lookedAt) : []),
  ];
  found.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  return { columns: found.slice(0, limit), hasMore: found.length > limit, runs: lookedAt, isComplete: runs === lookedAt };
}

export interface FoundValues {
  readonly values: readonly { readonly value: unknown; readonly count: number }[];
  readonly hasMore: boolean;
}

/** The values that the runs of a board have in a column, the most frequent first. */
export async function listValues(
  { app }: Pick<Context, 'app'>,
  board: Board,
  name: string,
  { search, first }: Wanted,
): Promise<FoundValues> {
  const column = givenColumn(name, 'column');
  const limit = givenLimit(first ?? 50);
  const values = await findValues(app.database.sql, column, {
    ...board,
    search: givenSearch(search),
    runs: RUNS_SEARCHED,
    limit: limit + 1,
  });
  return { values: values.slice(0, limit), hasMore: values.length > limit };
}

function ofNumber(key: string, part: string | null): Pick<FoundColumn, 'name' | 'kind' | 'label'> {
  if (part === null) return { ...named({ on: 'metric', key, field: 'LAST' }), kind: 'METRIC' };
  const of = part.toLowerCase() as EvaluatedPart;
  return { ...named({ on: 'evaluation', part: of, name: key.slice(evaluatedKey({ part, name: '' }).length) }), kind: 'EVALUATION' };
}

function attributes(search: string | undefined, count: number): FoundColumn[] {
  return Object.entries(ATTRIBUTES)
    .filter(([name]) => search === undefined || name.includes(search.toLowerCase()))
    .map(([name, kind]) => ({
      name,
      label: name,
      kind: 'ATTRIBUTE',
      count,
      isNumber: kind === 'number',
      min: null,
      max: null,
      examples: [],
    }));
}

function named(column: Column): { name: string; label: string } {
  const label =
    column.on === 'param'
      ? column.path.join('.')
      : column.on === 'metric'
        ? column.key
        : column.on === 'tag' || column.on === 'evaluation'
          ? column.name
          : '';
  return { name: columnName(column), label };
}

function givenLimit(first: number | null | undefined): number {
  if (first != null && first < 0) throw invalidInput(`first is at least 0, got ${first}`, 'first');
  return Math.min(first ?? USUAL, MOST);
}

function givenSearch(search: string | null | undefined): string | undefined {
  if (search != null && search.length > 200) throw invalidInput(`A search has at most 200 characters, got ${search.length}`, 'search');
  return search?.trim() || undefined;
}
