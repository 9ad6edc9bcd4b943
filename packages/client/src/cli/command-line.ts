/** The command line from typed words to an exit code: finds the command, does it, and turns what goes wrong into words. */
import type { Writable } from 'node:stream';
import { AtelierError } from '../transport/errors.ts';
import { exitCodeOf, UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';
import { helpOf, overview } from './help.ts';
import { parse } from './parse.ts';

export interface Streams {
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
}

/** Does what was typed behind `atelier`. Never throws. */
export async function commandLine(args: readonly string[], streams: Streams): Promise<number> {
  try {
    const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
    if (command === undefined) {
      if (args.length > 0 && !['--help', '-h', 'help'].includes(args[0]!))
        throw new UsageError(`there is no command ${JSON.stringify(args[0])}; \`atelier --help\` lists what there is`);
      streams.stdout.write(`${overview(COMMANDS)}\n`);
      return 0;
    }
    const call = parse(command, args.slice(command.name.split(' ').length), streams);
    if (call.flag('help')) {
      call.output(helpOf(command));
      return 0;
    }
    const code = await command.run(call);
    return typeof code === 'number' ? code : 0;
  } catch (error) {
    streams.stderr.write(`${args.includes('--json') ? errorAsJson(error) : errorAsText(error)}\n`);
    return exitCodeOf(error);
  }
}

function errorAsJson(error: unknown): string {
  const { message } = error as Error;
  if (error instanceof AtelierError) {
    const { code, fields, hint } = error;
    return JSON.stringify({ error: { code, message, fields, hint } });
  }
  return JSON.stringify({ error: { code: error instanceof UsageError || error instanceof TypeError ? 'USAGE' : 'FAILED', message } });
}

function errorAsText(error: unknown): string {
  const { message } = error as Error;
  const hint = error instanceof AtelierError && error.hint !== undefined ? `\n${error.hint}` : '';
  return `atelier: ${message}${hint}`;
}
