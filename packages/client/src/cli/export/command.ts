import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { Part } from '../../operations/generated/operations.ts';
import { atelierFor, UsageError, type Call, type Command } from '../command.ts';
import { findRuns, WITH_FILTER } from '../find-run.ts';
import { parquetWriter } from './parquet-writer.ts';
import { pointsTable } from './points.ts';
import { predictionsTable } from './predictions.ts';
import type { Column, Table, TableWriter } from './table.ts';
import { csvWriter, ndjsonWriter } from './text-writers.ts';

const FORMATS = ['csv', 'ndjson', 'parquet'];
const PARTS: readonly string[] = ['TRAIN', 'VALIDATION', 'TEST'] satisfies Part[];

export const exportRun: Command = {
  name: 'export',
  words: 'RUN…',
  summary: 'writes every point of every metric of some runs, exactly as it was logged, or what a run predicted',
  more: 'Points have the columns `run`, `key`, `step`, `value`, `time`, and come in order of step. Every float64 reads back as it was, NaN, infinities and −0 included.\nPredictions have a row for each sample: `sample`, `row`, `truth`, `predicted`, and a `score` for each class; of labels a `truth` and a `score` for each, of numbers a `truth` and a `predicted`. A file appears when it is complete, or not at all.',
  options: {
    format: { value: 'FORMAT', summary: 'csv, ndjson or parquet; else what the name of the file says, else csv' },
    out: { value: 'FILE', summary: 'where it goes; else standard output. Parquet needs it' },
    predictions: { value: 'PART', summary: 'the predictions of a part (train, validation or test) of one run instead' },
    ...WITH_FILTER,
  },
  examples: [
    'atelier export 42 > points.csv',
    'atelier export 42 43 --out points.parquet',
    'atelier export 42 --predictions test --format ndjson',
  ],
  async run(call) {
    const atelier = atelierFor(call);
    const file = call.text('out');
    const format = formatOf(call, file);
    const part = partOf(call);
    const ids = await findRuns(call, atelier, 1, part === undefined ? Infinity : 1);
    const table = part === undefined ? pointsTable(atelier, ids) : await predictionsTable(atelier, ids[0]!, part);
    if (file === undefined) await writeAll(table, writerTo(call.stdout, format, table.columns));
    else await writeFile(table, file, format);
    if (file !== undefined && call.json) call.output(JSON.stringify({ file, format }));
  },
};

function formatOf(call: Call, file: string | undefined): string {
  const ending = file === undefined ? undefined : /\.(\w+)$/.exec(file)?.[1]?.toLowerCase();
  const usual = ending !== undefined && FORMATS.includes(ending) ? ending : call.json && file === undefined ? 'ndjson' : 'csv';
  const format = call.text('format') ?? usual;
  if (!FORMATS.includes(format)) throw new UsageError(`--format must be one of ${FORMATS.join(', ')}, got ${format}`);
  if (format === 'parquet' && file === undefined) throw new UsageError('Parquet goes to a file: name it with --out');
  return format;
}

function partOf(call: Call): Part | undefined {
  const part = call.text('predictions');
  if (part === undefined) return undefined;
  if (!PARTS.includes(part.toUpperCase())) throw new UsageError(`--predictions must be one of train, validation, test, got ${part}`);
  return part.toUpperCase() as Part;
}

async function writeFile(table: Table, file: string, format: string): Promise<void> {
  const partial = `${file}.part`;
  try {
    if (format === 'parquet') await writeAll(table, parquetWriter(partial, table.columns));
    else {
      const output = createWriteStream(partial);
      await writeAll(table, writerTo(output, format, table.columns));
      await new Promise<void>((resolve, reject) => output.end((error?: Error | null) => (error ? reject(error) : resolve())));
    }
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}

function writerTo(output: Writable, format: string, columns: readonly Column[]): TableWriter {
  return format === 'csv' ? csvWriter(output, columns) : ndjsonWriter(output, columns);
}

async function writeAll({ batches }: Table, writer: TableWriter): Promise<void> {
  for await (const batch of batches) await writer.write(batch);
  await writer.close();
}
