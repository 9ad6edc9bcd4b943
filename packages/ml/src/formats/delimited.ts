/** Records of comma- or tab-separated text (RFC 4180), quoted where needed. The first record is the header. */
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DataError } from './data-error.ts';
import type { Limits } from './limits.ts';
import type { TextRecord } from './text-table.ts';

export async function* readDelimited(
  text: AsyncIterable<string>,
  delimiter: ',' | '\t',
  name: string,
  limits: Limits,
): AsyncGenerator<TextRecord> {
  const source = Readable.from(text, { objectMode: false });
  // Quotes mean nothing in TSV: a tab-separated text may hold one anywhere.
  const parser = parse({
    delimiter,
    quote: delimiter === ',' ? '"' : null,
    bom: true,
    skip_empty_lines: true,
    max_record_size: limits.recordCharacters,
    info: true,
  });
  let failure: unknown;
  source.on('error', (error) => {
    failure = error;
    parser.destroy(error);
  });
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, values: record };
    }
  } catch (error) {
    if (failure instanceof DataError) throw failure;
    throw error instanceof CsvError ? describe(error, name, limits) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function describe(error: CsvError, name: string, limits: Limits): DataError {
  const line = typeof error.lines === 'number' ? error.lines : undefined;
  const place = { file: name, ...(line === undefined ? {} : { row: line }) };
  const at = line === undefined ? name : `${name}, line ${line}`;
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH': {
      const found = Array.isArray(error.record) ? error.record.length : 'another number of';
      return new DataError(`${at}: expected as many fields as the header has, found ${found}`, place);
    }
    case 'CSV_QUOTE_NOT_CLOSED':
      return new DataError(`${at}: expected a closing quote, found the end of the file`, place);
    case 'CSV_MAX_RECORD_SIZE':
      return new DataError(`${at}: expected at most ${limits.recordCharacters} characters in one record, found more`, place);
    default:
      return new DataError(`${at}: expected comma- or tab-separated text, found: ${error.message}`, place);
  }
}
