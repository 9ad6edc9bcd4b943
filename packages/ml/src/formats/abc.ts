/** Tunes in ABC notation (abcnotation.com/wiki/abc:standard:v2.1) as a table: one tune a row, its header fields as columns. */
import { DataError } from './data-error.ts';
import type { Limits } from './limits.ts';
import type { TextRecord } from './text-table.ts';

/** Header fields that become columns, by their letter. Others (transcriber, notes, history …) are left out. */
const FIELDS: readonly (readonly [letter: string, column: string])[] = [
  ['X', 'id'],
  ['T', 'title'],
  ['R', 'type'],
  ['M', 'meter'],
  ['L', 'unit'],
  ['K', 'key'],
  ['C', 'composer'],
  ['O', 'origin'],
];

interface Tune {
  readonly line: number;
  readonly fields: Map<string, string>;
  readonly body: string[];
}

/**
 * The first record is the header. A tune begins with `X:` and ends at an empty line; its music is what follows `K:`, line breaks turned into
 * spaces, a change of key `[K:…]`, comments and other fields within the music dropped. Throws a `DataError` for music outside a tune and a
 * tune without a key or music.
 */
export async function* readAbc(text: AsyncIterable<string>, name: string, limits: Limits): AsyncGenerator<TextRecord> {
  yield { line: 1, values: [...FIELDS.map(([, column]) => column), 'abc'] };
  let tune: Tune | undefined;
  let number = 0;
  for await (const line of lines(text, name, limits)) {
    number++;
    const content = line.replace(/(^|[^\\])%.*$/, '$1').trim();
    const [, letter, value] = /^([A-Za-z]):\s*(.*)$/.exec(content) ?? [];
    if (letter === 'X' || line.trim() === '') {
      if (tune !== undefined) yield recordOf(tune, name);
      tune = letter === 'X' ? { line: number, fields: new Map([['X', value]]), body: [] } : undefined;
    } else if (tune === undefined) {
      // What stands before the first tune and between tunes are fields for all of them, and prose.
      if (content.includes('|') && letter === undefined)
        throw new DataError(
          `${name}, line ${number}: expected X: before the music of a tune, found ${JSON.stringify(content.slice(0, 60))}`,
          { file: name, row: number },
        );
    } else if (letter !== undefined) {
      if (!tune.fields.has('K')) tune.fields.set(letter, tune.fields.get(letter) ?? value);
      else if (letter === 'K') tune.body.push(`[K:${value}]`);
    } else if (content !== '' && tune.fields.has('K')) {
      tune.body.push(content);
    }
  }
  if (tune !== undefined) yield recordOf(tune, name);
}

function recordOf({ line, fields, body }: Tune, name: string): TextRecord {
  const music = body.join(' ').replace(/\\ ?/g, '');
  if (!fields.has('K') || music === '') {
    throw new DataError(
      `${name}, line ${line}: expected a tune with a key (K:) and music, found no ${fields.has('K') ? 'music' : 'key'} in tune ${JSON.stringify(fields.get('X'))}`,
      { file: name, row: line },
    );
  }
  return { line, values: [...FIELDS.map(([letter]) => fields.get(letter) ?? ''), music] };
}

async function* lines(text: AsyncIterable<string>, name: string, limits: Limits): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text) {
    const parts = (rest + chunk).split(/\r\n|\r(?!$)|\n/);
    rest = parts.pop() as string;
    yield* parts;
    if (rest.length > limits.recordCharacters)
      throw new DataError(`${name}: expected at most ${limits.recordCharacters} characters in one line, found more`, { file: name });
  }
  if (rest.trim() !== '') yield rest;
}
