/**
 * Points in a CSV file, in two forms: long, as `atelier export` writes them (`key,step,value` and perhaps `run`, `time`), and
 * wide, as a training writes its history (`step` or `epoch`, then a column for each metric).
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { UsageError } from '../command.ts';

export interface CsvPoint {
  /** What the column `run` says; empty without one. */
  readonly run: string;
  readonly key: string;
  readonly step: number;
  readonly value: number;
  readonly time: number | undefined;
}

const STEP_NAMES = ['step', 'epoch', 'iteration', 'global_step'];
const TIME_NAMES = ['time', 'wall_time', 'timestamp'];

/** Reads the points line by line. Throws a `UsageError` that names file, line and column of what cannot be understood. */
export async function* readCsv(path: string): AsyncGenerator<CsvPoint> {
  let names: string[] | undefined;
  let number = 0;
  for await (const cells of readRows(path)) {
    number++;
    if (names === undefined) {
      names = cells.map((name) => name.trim());
      check(path, names);
      continue;
    }
    if (cells.length === 1 && cells[0] === '') continue;
    if (cells.length !== names.length)
      throw new UsageError(`${path}, row ${number}: ${names.length} cells were expected, found ${cells.length}`);
    yield* pointsOf(names, cells, (column, what) => new UsageError(`${path}, row ${number}, column ${column}: ${what}`));
  }
  if (names === undefined) throw new UsageError(`${path} is empty: a heading was expected, such as step,loss or key,step,value`);
}

function check(path: string, names: readonly string[]): void {
  if (isLong(names)) return;
  if (!names.some((name) => STEP_NAMES.includes(name.toLowerCase())))
    throw new UsageError(
      `${path} has no column ${STEP_NAMES.join(', ')}: which step a row belongs to cannot be told; found ${names.join(', ')}`,
    );
}

function isLong(names: readonly string[]): boolean {
  return ['key', 'step', 'value'].every((name) => names.includes(name));
}

type Complain = (column: string, what: string) => UsageError;

function* pointsOf(names: readonly string[], cells: readonly string[], complain: Complain): Generator<CsvPoint> {
  const cell = (wanted: readonly string[]) => {
    const column = names.findIndex((name) => wanted.includes(name.toLowerCase()));
    return column < 0 ? undefined : { name: names[column]!, text: cells[column]! };
  };
  const stepCell = cell(STEP_NAMES)!;
  const step = numberIn(stepCell.text);
  if (step === undefined || !Number.isFinite(step))
    throw complain(stepCell.name, `a number was expected, found ${JSON.stringify(stepCell.text)}`);
  const timeCell = cell(TIME_NAMES);
  const time = timeCell === undefined || timeCell.text === '' ? undefined : timeIn(timeCell.text);
  if (time !== undefined && Number.isNaN(time))
    throw complain(timeCell!.name, `a time in ISO 8601 or in seconds since 1970 was expected, found ${JSON.stringify(timeCell!.text)}`);
  const run = cell(['run'])?.text ?? '';

  if (isLong(names)) {
    const value = numberIn(cell(['value'])!.text);
    if (value === undefined) throw complain('value', `a number was expected, found ${JSON.stringify(cell(['value'])!.text)}`);
    yield { run, key: cell(['key'])!.text, step, value, time };
    return;
  }
  for (const [column, key] of names.entries()) {
    if ([...STEP_NAMES, ...TIME_NAMES, 'run'].includes(key.toLowerCase()) && key !== 'epoch') continue;
    if (key === stepCell.name || key === '' || cells[column] === '') continue;
    const value = numberIn(cells[column]!);
    if (value === undefined) throw complain(key, `a number was expected, found ${JSON.stringify(cells[column])}`);
    yield { run, key, step, value, time };
  }
}

function numberIn(text: string): number | undefined {
  const word = text.trim();
  if (/^nan$/i.test(word)) return Number.NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(word);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  return word !== '' && Number.isFinite(Number(word)) ? Number(word) : undefined;
}

function timeIn(text: string): number {
  const seconds = Number(text);
  return Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text);
}

/** RFC 4180: a quoted cell may hold commas, quotes (doubled) and line breaks. */
async function* readRows(path: string): AsyncGenerator<string[]> {
  let open = '';
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    const text = open === '' ? line.replace(/^\uFEFF/, '') : `${open}\n${line}`;
    if ((text.match(/"/g)?.length ?? 0) % 2 === 1) {
      open = text;
      continue;
    }
    open = '';
    yield cellsOf(text);
  }
  if (open !== '') throw new UsageError(`${path} ends inside a quoted cell`);
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return Array.from(
    line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g),
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
