#!/usr/bin/env node
// The command line `atelier`. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 sign-in needed, 4 not found, 5 server cannot be reached.
import { parseArgs } from 'node:util';
import { AtelierError } from '../transport/errors.ts';
import { exitCodeOf, UsageError, type Call, type Command } from './command.ts';
import { compare } from './compare.ts';
import { deleteRuns, restore } from './delete.ts';
import { exportRun } from './export.ts';
import { launch } from './launch.ts';
import { login } from './login.ts';
import { runShow } from './run-show.ts';
import { runs } from './runs.ts';
import { sync } from './sync.ts';
import { watch } from './watch.ts';

const COMMANDS: readonly Command[] = [login, runs, runShow, compare, launch, watch, exportRun, sync, deleteRuns, restore];
const EVERYWHERE = {
  url: { type: 'string' },
  key: { type: 'string' },
  project: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  if (command === undefined) {
    const asked = args.length === 0 || args[0] === '--help' || args[0] === 'help';
    (asked ? console.log : console.error)(asked ? usage() : `atelier: there is no command ${args[0]}\n\n${usage()}`);
    return asked ? 0 : exitCodeOf(new UsageError());
  }
  let json = args.includes('--json');
  try {
    const call = parse(command, args.slice(command.name.split(' ').length));
    json = call.json;
    if (call.flag('help')) {
      console.log(`atelier ${command.name} ${command.usage}\n  ${command.summary}`);
      return 0;
    }
    const code = await command.run(call);
    return typeof code === 'number' ? code : 0;
  } catch (error) {
    const { message } = error as Error;
    if (json)
      console.error(
        JSON.stringify({
          error: { message, ...(error instanceof AtelierError ? { code: error.code, fields: error.fields, hint: error.hint } : {}) },
        }),
      );
    else console.error(`atelier: ${message}${error instanceof AtelierError && error.hint !== undefined ? `\n${error.hint}` : ''}`);
    return exitCodeOf(error);
  }
}

function parse(command: Command, args: string[]): Call {
  const { values, positionals } = parseCommand(command, args);
  return {
    words: positionals,
    text: (option) => values[option] as string | undefined,
    flag: (option) => values[option] === true,
    json: values.json === true,
    output: (text) => console.log(text),
    remark: (text) => console.error(text),
  };
}

function parseCommand(command: Command, args: string[]): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...EVERYWHERE, ...command.options } });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('\n')[0]}\n  atelier ${command.name} ${command.usage}`);
  }
}

function usage(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'atelier COMMAND [--url URL] [--key KEY] [--project TEAM/PROJECT] [--json]',
    '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'atelier COMMAND --help tells more.',
  ].join('\n');
}
