import { parseArgs } from 'node:util';
import type { Streams } from './command-line.ts';
import { UsageError, type Call, type Command, type Option } from './command.ts';

/** Options that every command takes. */
export const EVERYWHERE: Readonly<Record<string, Option>> = {
  url: { value: 'URL', summary: 'the server; else ATELIER_URL, or what `atelier login` keeps' },
  key: { value: 'KEY', summary: 'the API key; else ATELIER_KEY, or what `atelier login` keeps' },
  project: { value: 'TEAM/PROJECT', summary: 'the project; else ATELIER_PROJECT, or what `atelier login` keeps' },
  json: { summary: 'writes JSON for programs, errors too' },
  help: { summary: 'says how the command is used' },
};

/** What was typed behind a command’s name. Throws a `UsageError` for an option that it does not have. */
export function parse(command: Command, args: readonly string[], { stdout, stderr }: Streams): Call {
  const { values, positionals } = parsed(command, args);
  const text = (option: string) => values[option] as string | undefined;
  return {
    words: positionals,
    text,
    list: (option) =>
      text(option)
        ?.split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    count(option) {
      const given = text(option);
      if (given === undefined) return undefined;
      const number = Number(given);
      if (!Number.isInteger(number) || number < 1) throw new UsageError(`--${option} must be a whole number above 0, got ${given}`);
      return number;
    },
    flag: (option) => values[option] === true,
    json: values.json === true,
    stdout,
    output: (line) => void stdout.write(`${line}\n`),
    remark: (line) => void stderr.write(`${line}\n`),
  };
}

function parsed(command: Command, args: readonly string[]): { values: Record<string, unknown>; positionals: string[] } {
  const known = Object.entries({ ...EVERYWHERE, ...command.options });
  const options = Object.fromEntries(
    known.map(([name, { value }]) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const) }]),
  );
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('\n')[0]}\n\`atelier ${command.name} --help\` lists what there is.`);
  }
}
