// The typed filter as it comes from GraphQL, with the one-line language inside it.
import { AppError, invalidInput } from '../../../errors.ts';
import { rowId } from '../../../ids.ts';
import { faultOf } from './check.ts';
import type { Attribute, Comparator, Condition, Filter, Operand, Scalar, SummaryField } from './filter.ts';
import { givenGroupBy, type GroupByInput } from './groups/group-by.ts';
import { FilterError, parseFilter } from './language.ts';

export interface FilterInput {
  readonly ids?: readonly string[] | null | undefined;
  readonly and?: readonly FilterInput[] | null | undefined;
  readonly or?: readonly FilterInput[] | null | undefined;
  readonly not?: FilterInput | null | undefined;
  readonly param?: { readonly path: string; readonly is: Comparator; readonly value?: unknown | undefined } | null | undefined;
  readonly metric?:
    | {
        readonly key: string;
        readonly field?: SummaryField | null | undefined;
        readonly is: Comparator;
        readonly value?: number | null | undefined;
      }
    | null
    | undefined;
  readonly tag?: string | null | undefined;
  readonly status?: readonly string[] | null | undefined;
  readonly kind?: readonly string[] | null | undefined;
  readonly name?: string | null | undefined;
  readonly author?: string | null | undefined;
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
  readonly split?: string | null | undefined;
  readonly datasetVersion?: string | null | undefined;
  readonly archived?: boolean | null | undefined;
  readonly text?: string | null | undefined;
  readonly query?: string | null | undefined;
  readonly group?: { readonly by: readonly GroupByInput[]; readonly key: readonly unknown[] } | null | undefined;
}

const DEEPEST = 50;
const MOST = 200;
const MOST_IDS = 500;

/** All that the input says, together. Throws `INVALID_INPUT`, for a line of the language with the position of the mistake. */
export function givenFilter(input: FilterInput, field = 'filter', depth = 0): Filter {
  if (depth > DEEPEST) throw invalidInput(`A filter is nested at most ${DEEPEST} deep`, field);
  const parts: Filter[] = [];
  const nested = (inputs: readonly FilterInput[], name: string) => {
    if (inputs.length > MOST) throw invalidInput(`A filter joins at most ${MOST} conditions, got ${inputs.length}`, `${field}.${name}`);
    return inputs.map((each, index) => givenFilter(each, `${field}.${name}.${index}`, depth + 1));
  };
  const add = (condition: Condition, name: string) => {
    const fault = faultOf(condition);
    if (fault) throw invalidInput(fault.message, `${field}.${name}`);
    parts.push(condition);
  };
  const attribute = (name: Attribute, is: Comparator, value: Operand | null | undefined) => {
    if (value != null) add({ on: 'attribute', attribute: name, is, value }, name);
  };
  if (input.ids) {
    if (input.ids.length > MOST_IDS) throw invalidInput(`A filter names at most ${MOST_IDS} runs, got ${input.ids.length}`, `${field}.ids`);
    parts.push({ on: 'ids', ids: input.ids.map((id) => rowId('Run', id)) });
  }
  if (input.and) parts.push({ and: nested(input.and, 'and') });
  if (input.or) parts.push({ or: nested(input.or, 'or') });
  if (input.not) parts.push({ not: givenFilter(input.not, `${field}.not`, depth + 1) });
  if (input.param) {
    const { path, is, value } = input.param;
    add({ on: 'param', path: path.split('.'), is, value: operand(value, `${field}.param.value`) }, 'param');
  }
  if (input.metric) {
    const { key, field: part, is, value } = input.metric;
    add({ on: 'metric', key, field: part ?? 'LAST', is, value: value ?? null }, 'metric');
  }
  if (input.tag != null) parts.push({ on: 'tag', is: 'EQ', value: input.tag });
  attribute('status', 'IN', input.status);
  attribute('kind', 'IN', input.kind);
  attribute('name', 'CONTAINS', input.name);
  attribute('author', 'CONTAINS', input.author);
  attribute('created', 'GTE', input.createdAfter?.toISOString());
  attribute('created', 'LT', input.createdBefore?.toISOString());
  attribute('split', 'EQ', input.split);
  attribute('dataset', 'EQ', input.datasetVersion);
  if (input.archived != null) {
    const isArchived: Condition = { on: 'attribute', attribute: 'archived', is: 'EXISTS', value: null };
    parts.push(input.archived ? isArchived : { not: isArchived });
  }
  if (input.text) parts.push({ on: 'text', value: input.text });
  if (input.query) parts.push(parsed(input.query, `${field}.query`));
  if (input.group) parts.push(group(input.group, `${field}.group`));
  return parts.length === 1 ? parts[0]! : { and: parts };
}

function parsed(line: string, field: string): Filter {
  try {
    return parseFilter(line);
  } catch (error) {
    if (error instanceof FilterError) throw new AppError('INVALID_INPUT', error.message, { fields: [field], position: error.position });
    throw error;
  }
}

function group({ by, key }: NonNullable<FilterInput['group']>, field: string): Filter {
  const levels = givenGroupBy(by, `${field}.by`);
  if (key.length !== levels.length)
    throw invalidInput(`The key of a group has a value for each of by, which are ${levels.length}, got ${key.length}`, `${field}.key`);
  return { on: 'group', by: levels, key };
}

function operand(value: unknown, field: string): Operand {
  const isScalar = (each: unknown): each is Scalar => each === null || ['string', 'number', 'boolean'].includes(typeof each);
  if (value === undefined) return null;
  if (isScalar(value)) return value;
  if (Array.isArray(value) && value.length <= MOST && value.every(isScalar)) return value;
  throw invalidInput('A param is compared with a text, a number, true, false, null, or a list of these', field);
}
