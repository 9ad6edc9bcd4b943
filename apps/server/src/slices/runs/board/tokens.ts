/** A piece of the filter language. `number` is set for numbers; a string's text is without its quotes. */
export type Token = {
  readonly kind: 'word' | 'string' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly position: number;
  readonly number?: number;
};

const SPACE = /\s+/y;
const NUMBER = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w/:-])/y;
const INFINITE = /[+-]inf(?:inity)?\b/iy;
const DATE = /\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?/y;
const WORD = /[\p{L}\p{N}_/:@-]+/uy;
const SIGN = /==|!=|<=|>=|[=<>~().,]/y;
const LONGEST = 10_000;

/** Cuts a filter into tokens; the last one is `end`. `fail` makes the error that is thrown. */
export function tokenize(text: string, fail: (message: string, position: number) => Error): Token[] {
  if (text.length > LONGEST) throw fail(`a filter has at most ${LONGEST} characters, got ${text.length}`, LONGEST);
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = match(SPACE);
    if (space) {
      at += space.length;
      continue;
    }
    const token = quoted(text, at, fail) ?? plain(match, at, tokens.at(-1));
    if (!token) throw fail(`${JSON.stringify(text[at])} cannot stand here`, at);
    tokens.push(token);
    at += token.length;
  }
  tokens.push({ kind: 'end', text: '', position: text.length });
  return tokens;
}

function plain(
  match: (pattern: RegExp) => string | undefined,
  position: number,
  before: Token | undefined,
): (Token & { length: number }) | undefined {
  // After a point a number is a name: params.layers.0.units.
  const inName = before?.kind === 'sign' && before.text === '.';
  const date = match(DATE);
  if (date && !inName) return { kind: 'word', text: date, position, length: date.length };
  const number = match(NUMBER) ?? match(INFINITE);
  if (number && !inName)
    return { kind: 'number', text: number, number: Number(number.replace(/inf(inity)?/i, 'Infinity')), position, length: number.length };
  const word = match(WORD);
  if (word) return { kind: 'word', text: word, position, length: word.length };
  const sign = match(SIGN);
  return sign ? { kind: 'sign', text: sign, position, length: sign.length } : undefined;
}

function quoted(
  text: string,
  position: number,
  fail: (message: string, position: number) => Error,
): (Token & { length: number }) | undefined {
  const quote = text[position]!;
  if (quote !== '"' && quote !== "'") return undefined;
  let content = '';
  for (let at = position + 1; at < text.length; at++) {
    if (text[at] === '\\' && at + 1 < text.length) content += text[++at];
    else if (text[at] === quote) return { kind: 'string', text: content, position, length: at + 1 - position };
    else content += text[at];
  }
  throw fail(`the quote ${quote} is not closed`, position);
}
