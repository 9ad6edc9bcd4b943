// What somebody at a terminal types, without a terminal: the command line in this process, with its output kept.
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { commandLine } from '../../../../packages/client/src/cli/command-line.ts';

export interface Typed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function type(...args: string[]): Promise<Typed> {
  const [stdout, stderr] = [new PassThrough({ highWaterMark: 2 ** 26 }), new PassThrough({ highWaterMark: 2 ** 26 })];
  const code = await commandLine(args, { stdout, stderr });
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

/** The same with `--json`: what came out, parsed. */
export async function typeJson<Answer = any>(...args: string[]): Promise<Answer> {
  const { code, stdout, stderr } = await type(...args, '--json');
  if (code !== 0) throw new Error(`atelier ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Answer;
}
