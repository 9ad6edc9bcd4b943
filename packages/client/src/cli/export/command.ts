import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Atelier } from '../connect.ts';
import { CurvesDocument, RunMetricKeysDocument } from '../operations/generated/operations.ts';
import { unpackF64s } from '../packed.ts';
import { AtelierError } from '../transport/errors.ts';
import { atelierFor, UsageError, type Command } from './command.ts';
import { findRuns } from './find-run.ts';

interface Point {
  readonly key: string;
  readonly step: number;
  readonly value: number;
  readonly time: number;
}

const FORMATS: Record<string, { heading?: string; line: (point: Point) => string }> = {
  csv: {
    heading: 'key,step,value,time',
    line: ({ key, step, value, time }) =>
      [/[",\n]/.test(key) ? `"${key.replaceAll('"', '""')}"` : key, number(step), number(value), new Date(time).toISOString()].join(),
  },
  // JSON has no NaN: what it cannot carry is a string, as everywhere in the API.
  ndjson: { line: ({ key, step, value, time }) => JSON.stringify({ key, step: carried(step), value: carried(value), time }) },
};

export const exportRun: Command = {
  name: 'export',
  usage: 'RUN [--format csv|ndjson] [--out FILE]',
  summary: 'writes every point of every metric of a run, exactly as it was logged',
  options: { format: { type: 'string' }, out: { type: 'string' } },
  async run(call) {
    const atelier = atelierFor(call);
    const name = call.text('format') ?? (call.json ? 'ndjson' : 'csv');
    const format = FORMATS[name];
    if (format === undefined) throw new UsageError(`--format must be one of ${Object.keys(FORMATS).join(', ')}, got ${name}`);
    const [id] = await findRuns(call, atelier, 1, 1);
    const { run } = await atelier.request(RunMetricKeysDocument, { id: id! });
    if (run === null) throw new AtelierError('NOT_FOUND', `there is no run ${call.words[0]}`);
    const file = call.text('out');
    const output = file === undefined ? process.stdout : createWriteStream(file);
    if (format.heading !== undefined) await write(output, `${format.heading}\n`);
    for (const key of run.metricKeys)
      for await (const points of allPoints(atelier, id!, key))
        await write(output, points.map((point) => `${format.line(point)}\n`).join(''));
    if (file !== undefined)
      await new Promise<void>((resolve, reject) => output.end((error?: Error | null) => (error ? reject(error) : resolve())));
  },
};

/** Every point in order of step, by windows that are halved until each comes whole. */
async function* allPoints(
  atelier: Atelier,
  id: string,
  key: string,
  from: number | null = null,
  to: number | null = null,
): AsyncGenerator<Point[]> {
  const { run } = await atelier.request(CurvesDocument, { id, keys: [key], from, to });
  const [curve] = run?.curves ?? [];
  if (curve === undefined) return;
  const [steps, values, times] = [unpackF64s(curve.steps), unpackF64s(curve.values), unpackF64s(curve.times)];
  if (curve.columns === 0 || steps[0] === steps.at(-1)) {
    yield Array.from(steps, (step, index) => ({ key, step, value: values[index]!, time: times[index]! }));
    return;
  }
  const [first, last] = [from ?? steps[0]!, to ?? steps.at(-1)!];
  const middle = Math.floor(first + (last - first) / 2);
  yield* allPoints(atelier, id, key, from, middle);
  yield* allPoints(atelier, id, key, nextAbove(middle), to);
}

/** The smallest float64 above a finite one: two windows that share no step and leave none out. */
function nextAbove(value: number): number {
  const bits = new BigInt64Array(new Float64Array([value + 0]).buffer);
  bits[0]! += value >= 0 ? 1n : -1n;
  return new Float64Array(bits.buffer)[0]!;
}

function write(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => output.write(text, (error) => (error ? reject(error) : resolve())));
}

function number(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function carried(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0) ? value : number(value);
}
