/**
 * The filter in one line: `metrics.val_auc > 0.8 and (params.lr <= 1e-3 or tag = "baseline") and not status = failed`.
 *
 *   filter     = all { "or" all }          all = one { "and" one }
 *   one        = "not" one | "(" filter ")" | condition | text
 *   condition  = field ( "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" ) value | field "in" "(" value { "," value } ")" | field "exists"
 *   field      = "metrics." key [ ".last" | ".min" | ".max" | ".best" ] | "params." path | "tags." name | attribute
 *   text       = a word or a quoted string that stands alone
 *
 * Names with other characters than letters, digits and `_ - / :` are quoted: `metrics."top 5"`. `~` looks for a part of a text.
 */
import type { Attribute, Comparator, Filter, Scalar, SummaryField } from './filter.ts';
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

const ATTRIBUTES: Record<string, Attribute> = {
  name: 'name',
  status: 'status',
  kind: 'kind',
  author: 'author',
  number: 'number',
  created: 'created',
  started: 'started',
  finished: 'finished',
  duration: 'duration',
  split: 'split',
  dataset: 'dataset',
  backend: 'backend',
  note: 'note',
};
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
const FIELDS: Record<string, SummaryField> = { last: 'LAST', min: 'MIN', max: 'MAX', best: 'BEST' };
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
      return build(path, token, comparator, value());
    }
    if (isWord('in')) {
      next();
      return build(path, token, 'IN', list());
    }
    if (isWord('exists')) {
      next();
      return build(path, token, 'EXISTS', null);
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

  function list(): Scalar[] {
    if (!isSign('(')) fail('"(" after in');
    const values: Scalar[] = [];
    do {
      next();
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

  function build(path: string[], token: Token, is: Comparator, operand: Scalar | Scalar[]): Filter {
    const [head, ...rest] = path;
    const noun = head!.toLowerCase();
    if (noun === 'metrics' || noun === 'metric') {
      if (rest.length === 0) throw new FilterError('expected the name of a metric, such as metrics.loss', token.position);
      const field = rest.length > 1 ? FIELDS[rest.at(-1)!.toLowerCase()] : undefined;
      return { on: 'metric', key: (field ? rest.slice(0, -1) : rest).join('.'), field: field ?? 'LAST', is, value: operand };
    }
    if (noun === 'params' || noun === 'param') {
      if (rest.length === 0) throw new FilterError('expected the name of a param, such as params.training.epochs', token.position);
      return { on: 'param', path: rest, is, value: operand };
    }
    if (noun === 'tags' || noun === 'tag')
      return { on: 'tag', is, value: rest.length === 0 ? operand : `${rest.join('.')}=${String(operand)}` };
    const attribute = path.length === 1 ? ATTRIBUTES[noun] : undefined;
    if (!attribute)
      throw new FilterError(
        `${JSON.stringify(path.join('.'))} is no field: use metrics.…, params.…, tag or one of ${Object.keys(ATTRIBUTES).join(', ')}`,
        token.position,
      );
    return { on: 'attribute', attribute, is, value: operand };
  }

  if (peek().kind === 'end') return { and: [] };
  const filter = any();
  if (peek().kind !== 'end') fail('"and", "or" or the end of the filter');
  return filter;
}

function literal(word: string): Scalar {
  const known: Record<string, Scalar> = { true: true, false: false, null: null, nan: Number.NaN, inf: Infinity, infinity: Infinity };
  const lower = word.toLowerCase();
  return Object.hasOwn(known, lower) ? known[lower]! : word;
}
