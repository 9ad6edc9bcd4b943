/** Records of newline-delimited JSON: one flat object a line; the keys of the first are the columns. */
import { DataError } from './data-error.ts';
import type { Limits } from './limits.ts';
import type { TextRecord } from './text-table.ts';

export async function* readNdjson(text: AsyncIterable<string>, name: string, limits: Limits): AsyncGenerator<TextRecord> {
  let columns: string[] | undefined;
  let number = 0;
  for await (const line of lines(text, name, limits)) {
    number++;
    if (line.trim() === '') continue;
    const entries = parseObject(line, name, number);
    if (columns === undefined) {
      columns = [...entries.keys()];
      yield { line: 1, values: columns };
    }
    for (const key of entries.keys()) {
      if (!columns.includes(key))
        throw new DataError(`${name}, line ${number}: expected the keys ${columns.join(', ')}, found ${JSON.stringify(key)}`, {
          file: name,
          row: number,
          member: key,
        });
    }
    yield { line: number, values: columns.map((column) => entries.get(column) ?? '') };
  }
}

function parseObject(line: string, name: string, row: number): Map<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new DataError(`${name}, line ${row}: expected a JSON object, found ${JSON.stringify(line.slice(0, 80))}`, { file: name, row });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DataError(`${name}, line ${row}: expected a JSON object, found ${line.slice(0, 80)}`, { file: name, row });
  }
  return new Map(Object.entries(value).map(([key, field]) => [key, textOf(field, key, name, row)]));
}

function textOf(field: unknown, key: string, name: string, row: number): string {
  if (field === null) return '';
  if (typeof field === 'string') return field;
  if (typeof field === 'number' || typeof field === 'boolean') return String(field);
  throw new DataError(
    `${name}, line ${row}, ${JSON.stringify(key)}: expected text, a number, true, false or null, found ${JSON.stringify(field).slice(0, 80)}`,
    { file: name, row, member: key },
  );
}

async function* lines(text: AsyncIterable<string>, name: string, limits: Limits): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() as string;
    yield* parts;
    if (rest.length > limits.recordCharacters)
      throw new DataError(`${name}: expected at most ${limits.recordCharacters} characters in one line, found more`, { file: name });
  }
  if (rest !== '') yield rest;
}
