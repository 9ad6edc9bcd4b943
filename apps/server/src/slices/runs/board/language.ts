/**
 * The filter in one line: `metrics.val_auc > 0.8 and (params.lr <= 1e-3 or tag = "baseline") and not status = failed`.
 *
 *   filter     = all { "or" all }          all = one { "and" one }
 *   one        = "not" one | "(" filter ")" | condition | text
 *   condition  = field ( "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" ) value | field "in" "(" value { "," value } ")" | field "exists"
 *   field      = "metrics." key [ ".last" | ".min" | ".max" | ".best" ] | "test." name | "params." path | "tags." name | attribute
 *   text       = a word or a quoted string that stands alone
 *
 * Names with other characters than letters, digits and `_ - / :` are quoted: `metrics."top 5"`. `~` looks for a part of a text.
 */
import { faultOf } from './check.ts';
import { type Column, columnAt, evaluatedKey } from './columns/column.ts';
import type { Comparator, Condition, Filter, Operand, Scalar } from './filter.ts';
import { tokenize, type Token } from './tokens.ts';

/** The filter cannot be understood; `position` counts characters from 0, and points at what is wrong. */
export class FilterError extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(`${message} (at character ${position + 1})`);
    this.name = 'FilterError';
    this.position = position;
  }
}

const COMPARATORS: Record<string, Comparator> = {
  '=': 'EQ',
  '==': 'EQ',
  '!=': 'NE',
  '<': 'LT',
  '<=': 'LTE',
  '>': 'GT',
  '>=': 'GTE',
  '~': 'CONTAINS',
};
const WORDS = new Set(['and', 'or', 'not', 'in', 'exists']);
const DEEPEST = 50;

/** Understands one line. An empty one is true of every run. Throws a `FilterError`. */
export function parseFilter(text: string): Filter {
  const tokens = tokenize(text, (message, position) => new FilterError(message, position));
  let at = 0;
  let depth = 0;

  const peek = (): Token => tokens[at]!;
  const next = (): Token => tokens[at++]!;
  const isWord = (word: string) => peek().kind === 'word' && peek().text.toLowerCase() === word;
  const isSign = (sign: string) => peek().kind === 'sign' && peek().text === sign;
  const fail = (expected: string, token = peek()): never => {
    throw new FilterError(
      `expected ${expected}, found ${token.kind === 'end' ? 'the end of the filter' : JSON.stringify(token.text)}`,
      token.position,
    );
  };

  function any(): Filter {
    const parts = [all()];
    while (isWord('or')) parts.push((next(), all()));
    return parts.length === 1 ? parts[0]! : { or: parts };
  }

  function all(): Filter {
    const parts = [one()];
    while (isWord('and')) parts.push((next(), one()));
    return parts.length === 1 ? parts[0]! : { and: parts };
  }

  function one(): Filter {
    if (++depth > DEEPEST) throw new FilterError(`a filter is nested at most ${DEEPEST} deep`, peek().position);
    try {
      if (isWord('not')) return { not: (next(), one()) };
      if (isSign('(')) {
        next();
        const inner = any();
        if (!isSign(')')) fail('")"');
        next();
        return inner;
      }
      return condition();
    } finally {
      depth--;
    }
  }

  function condition(): Filter {
    const token = peek();
    if (
      (token.kind !== 'word' && token.kind !== 'string' && token.kind !== 'number') ||
      (token.kind === 'word' && WORDS.has(token.text.toLowerCase()))
    )
      fail('a condition');
    const path = name();
    const follows = peek();
    const comparator = follows.kind === 'sign' ? COMPARATORS[follows.text] : undefined;
    if (comparator) {
      next();
      const from = peek();
      return build(path, token, comparator, value(), [from]);
    }
    if (isWord('in')) {
      next();
      const from: Token[] = [];
      return build(path, token, 'IN', list(from), from);
    }
    if (isWord('exists')) {
      next();
      return build(path, token, 'EXISTS', null, []);
    }
    if (path.length > 1) fail('a comparison such as >= after the field');
    return { on: 'text', value: path[0]! };
  }

  function name(): string[] {
    const parts = [next().text];
    while (isSign('.')) {
      next();
      if (peek().kind === 'sign' || peek().kind === 'end') fail('a name after "."');
      parts.push(next().text);
    }
    return parts;
  }

  function list(from: Token[]): Scalar[] {
    if (!isSign('(')) fail('"(" after in');
    const values: Scalar[] = [];
    do {
      next();
      from.push(peek());
      values.push(value());
    } while (isSign(','));
    if (!isSign(')')) fail('"," or ")"');
    next();
    return values;
  }

  function value(): Scalar {
    const token = peek();
    if (token.kind === 'end' || token.kind === 'sign') fail('a value');
    next();
    if (token.kind === 'number') return token.number!;
    if (token.kind === 'string') return token.text;
    return literal(token.text);
  }

  function build(path: string[], token: Token, is: Comparator, operand: Operand, values: readonly Token[]): Filter {
    const column = columnAt(path);
    if (typeof column === 'string') throw new FilterError(column, token.position);
    const condition = conditionOn(column, is, operand);
    if (typeof condition === 'string') throw new FilterError(condition, token.position);
    const fault = faultOf(condition);
    if (fault) throw new FilterError(fault.message, (values[fault.index ?? 0] ?? token).position);
    return condition;
  }

  if (peek().kind === 'end') return { and: [] };
  const filter = any();
  if (peek().kind !== 'end') fail('"and", "or" or the end of the filter');
  return filter;
}

function conditionOn(column: Column, is: Comparator, value: Operand): Condition | string {
  switch (column.on) {
    case 'params':
      return 'expected the name of a param, such as params.training.epochs';
    case 'param':
      return { on: 'param', path: column.path, is, value };
    case 'metric':
      return { on: 'metric', key: column.key, field: column.field, is, value };
    case 'evaluation':
      return { on: 'metric', key: evaluatedKey(column), field: 'LAST', is, value };
    case 'tags':
      return { on: 'tag', is, value };
    case 'tag':
      // A whole tag, which is what the index knows.
      return is === 'EQ' && !Array.isArray(value)
        ? { on: 'tag', is, value: `${column.name}=${String(value)}` }
        : { on: 'named tag', name: column.name, is, value };
    case 'attribute':
      return { on: 'attribute', attribute: column.attribute, is, value };
  }
}

function literal(word: string): Scalar {
  const known: Record<string, Scalar> = { true: true, false: false, null: null, nan: Number.NaN, inf: Infinity, infinity: Infinity };
  const lower = word.toLowerCase();
  return Object.hasOwn(known, lower) ? known[lower]! : word;
}
