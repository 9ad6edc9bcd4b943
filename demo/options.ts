import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Folder of a real data set; the drawn sample set without it. */
  readonly data: string | undefined;
  /** Name of the project. */
  readonly name: string;
  readonly seed: number;
  /** The last line of standard output is one JSON object. */
  readonly json: boolean;
  /** A platform that runs elsewhere. */
  readonly url: string | undefined;
  readonly key: string | undefined;
  /** Leaves the platform running. */
  readonly keep: boolean;
  /** Instead of the preset's. */
  readonly epochs: number | undefined;
}

export const USAGE = `npm run demo [-- OPTIONS]: carries works through everything, from files to two models, fused and compared.

  --data FOLDER   a folder with pictures and sequences of the same works; without it, a small set is drawn
  --seed NUMBER   seed of the split and of both trainings; 1 unless told
  --epochs NUMBER epochs of both trainings, instead of what suits the set
  --json          the last line of standard output is one JSON object
  --url URL       a platform that is running already, with --key KEY of somebody who may write in one of its teams
  --keep          leaves the platform running that was started for this`;

/** Throws an Error of one line when the arguments make no sense. */
export function readOptions(args: readonly string[]): DemoOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      seed: { type: 'string', default: '1' },
      epochs: { type: 'string' },
      json: { type: 'boolean', default: false },
      url: { type: 'string' },
      key: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.url !== undefined && values.key === undefined) throw new Error('--url requires --key, an API key of that platform');
  const data = values.data === undefined ? undefined : resolve(values.data);
  return {
    data,
    name: data === undefined ? 'sample' : basename(data),
    seed: whole('--seed', values.seed, 0, 2 ** 31 - 1),
    json: values.json,
    url: values.url,
    key: values.key,
    keep: values.keep,
    epochs: values.epochs === undefined ? undefined : whole('--epochs', values.epochs, 1, 10_000),
  };
}

function whole(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < low || value > high)
    throw new Error(`${name} must be a whole number from ${low} to ${high}, got ${JSON.stringify(text)}`);
  return value;
}
