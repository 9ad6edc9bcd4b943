// What a board may show, filter, sort and group by, under the names that the filter language has for it.
import type { Attribute, SummaryField } from '../filter.ts';

/** A column of the board. */
export type Column =
  /** All params as one value, or one of them. */
  | { readonly on: 'params' }
  | { readonly on: 'param'; readonly path: readonly string[] }
  | { readonly on: 'metric'; readonly key: string; readonly field: SummaryField }
  /** A number that was evaluated from the predictions of a part. */
  | { readonly on: 'evaluation'; readonly part: EvaluatedPart; readonly name: string }
  /** All tags in order of the alphabet, or what stands behind "name=". */
  | { readonly on: 'tags' }
  | { readonly on: 'tag'; readonly name: string }
  | { readonly on: 'attribute'; readonly attribute: Attribute };

export type EvaluatedPart = 'test' | 'validation' | 'train';

/** Every attribute, with what kind of value it is. */
export const ATTRIBUTES: Readonly<Record<Attribute, 'text' | 'number' | 'time' | 'enum'>> = {
  number: 'number',
  name: 'text',
  status: 'enum',
  kind: 'enum',
  author: 'text',
  created: 'time',
  started: 'time',
  finished: 'time',
  archived: 'time',
  duration: 'number',
  dataset: 'text',
  version: 'text',
  split: 'text',
  view: 'text',
  fold: 'number',
  seed: 'number',
  backend: 'text',
  note: 'text',
};

const FIELDS: Readonly<Record<string, SummaryField>> = { last: 'LAST', min: 'MIN', max: 'MAX', best: 'BEST' };
const PARTS: ReadonlySet<string> = new Set(['test', 'validation', 'train']);

/**
 * The column that the parts of a name mean: `['metrics', 'loss', 'min']`. Returns a text instead when there is none: what was expected.
 */
export function columnAt([head = '', ...rest]: readonly string[]): Column | string {
  const noun = head.toLowerCase();
  if (noun === 'metrics' || noun === 'metric') {
    if (rest.length === 0) return 'expected the name of a metric, such as metrics.loss';
    const field = rest.length > 1 ? FIELDS[rest.at(-1)!.toLowerCase()] : undefined;
    return { on: 'metric', key: (field ? rest.slice(0, -1) : rest).join('.'), field: field ?? 'LAST' };
  }
  if (noun === 'params' || noun === 'param') return rest.length === 0 ? { on: 'params' } : { on: 'param', path: rest };
  if (noun === 'tags' || noun === 'tag') return rest.length === 0 ? { on: 'tags' } : { on: 'tag', name: rest.join('.') };
  if (PARTS.has(noun) && rest.length > 0) return { on: 'evaluation', part: noun as EvaluatedPart, name: rest.join('.') };
  if (rest.length === 0 && Object.hasOwn(ATTRIBUTES, noun)) return { on: 'attribute', attribute: noun as Attribute };
  const name = [head, ...rest].join('.');
  return `${JSON.stringify(name)} is no field: use metrics.…, test.…, params.…, tag or one of ${Object.keys(ATTRIBUTES).join(', ')}`;
}

/** The name of a column, which the filter language reads as that column. */
export function columnName(column: Column): string {
  switch (column.on) {
    case 'params':
    case 'tags':
      return column.on;
    case 'param':
      return ['params', ...column.path.map(quoted)].join('.');
    case 'metric': {
      // Unquoted, a last word such as min would be taken for the field.
      const words = column.key.split('.');
      const isPlain =
        words.every((word) => quoted(word) === word) && !(words.length > 1 && Object.hasOwn(FIELDS, words.at(-1)!.toLowerCase()));
      return `metrics.${isPlain ? column.key : inQuotes(column.key)}${column.field === 'LAST' ? '' : `.${column.field.toLowerCase()}`}`;
    }
    case 'evaluation':
      return `${column.part}.${quoted(column.name)}`;
    case 'tag':
      return `tags.${quoted(column.name)}`;
    case 'attribute':
      return column.attribute;
  }
}

/** The key under which the board keeps an evaluated number. */
export function evaluatedKey({ part, name }: { readonly part: string; readonly name: string }): string {
  return `${part.toLowerCase()}_${name}`;
}

function quoted(word: string): string {
  return /^[\p{L}\p{N}_/:@-]+$/u.test(word) ? word : inQuotes(word);
}

function inQuotes(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
