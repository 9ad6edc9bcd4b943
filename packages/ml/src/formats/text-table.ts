/** CSV, TSV, NDJSON and ABC tunes as one thing: a header and records of text, streamed. */
import { createReadStream } from 'node:fs';
import { readAbc } from './abc.ts';
import { DataError } from './data-error.ts';
import { readDelimited } from './delimited.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { readNdjson } from './ndjson.ts';

export interface TextTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Reads the file from its beginning, each time it is called: one text per column. */
  records(): AsyncIterable<TextRecord>;
}

export interface TextRecord {
  /** Line number for messages, the header being 1. */
  readonly line: number;
  readonly values: readonly string[];
}

export type TextTableKind = 'csv' | 'tsv' | 'ndjson' | 'abc';

/** Opens a table and reads its header. Throws a `DataError` that names the line and column at fault, here or while reading. */
export async function openTextTable(path: string, kind: TextTableKind, name = path, limits: Limits = DEFAULT_LIMITS): Promise<TextTable> {
  const read = (): AsyncGenerator<TextRecord> => {
    const text = decodeUtf8(path, name);
    if (kind === 'abc') return readAbc(text, name, limits);
    return kind === 'ndjson' ? readNdjson(text, name, limits) : readDelimited(text, kind === 'csv' ? ',' : '\t', name, limits);
  };
  const first = read();
  const header = await first.next();
  await first.return(undefined);
  if (header.done) throw new DataError(`${name}: expected a header and rows, found an empty file`, { file: name });
  const columns = header.value.values;
  checkColumns(columns, name, limits);

  async function* records(): AsyncGenerator<TextRecord> {
    let isHeader = true;
    for await (const record of read()) {
      if (!isHeader) yield record;
      isHeader = false;
    }
  }
  return { name, columns, records };
}

function checkColumns(columns: readonly string[], name: string, limits: Limits): void {
  if (columns.length > limits.columns)
    throw new DataError(`${name}: expected at most ${limits.columns} columns, found ${columns.length}`, { file: name });
  const seen = new Set<string>();
  columns.forEach((column, index) => {
    if (column === '')
      throw new DataError(`${name}: expected a name for each column, found none for column ${index + 1}`, { file: name, row: 1 });
    if (seen.has(column))
      throw new DataError(`${name}: expected each column name once, found ${JSON.stringify(column)} twice`, { file: name, row: 1 });
    seen.add(column);
  });
}

/** Text in chunks; a byte order mark is dropped, and what is not UTF-8 is refused rather than guessed. */
async function* decodeUtf8(path: string, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const refuse = (found: string): DataError => new DataError(`${name}: expected text in UTF-8, found ${found}`, { file: name });
  let first = true;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (first && chunk.length > 1 && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)))
      throw refuse('UTF-16');
    first = false;
    if (chunk.includes(0)) throw refuse('a zero byte');
    yield decode(() => decoder.decode(chunk, { stream: true }));
  }
  yield decode(() => decoder.decode());

  function decode(work: () => string): string {
    try {
      return work();
    } catch {
      throw refuse('bytes that are not');
    }
  }
}
