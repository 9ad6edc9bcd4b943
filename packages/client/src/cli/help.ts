/** What is told about commands: to somebody at a terminal, and in docs/reference/cli.md, from the same words. */
import { EXIT, EXIT_MEANING, type Command, type Option } from './command.ts';
import { EVERYWHERE } from './parse.ts';

/** The list of commands. */
export function overview(commands: readonly Command[]): string {
  return [
    'atelier COMMAND [--url URL] [--key KEY] [--project TEAM/PROJECT] [--json]',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'atelier COMMAND --help tells more.',
  ].join('\n');
}

/** All about one command. */
export function helpOf(command: Command): string {
  return [
    usageOf(command),
    `  ${sentence(command.summary)}`,
    ...(command.more === undefined ? [] : ['', ...command.more.split('\n').map((line) => `  ${line}`)]),
    '',
    ...columns(Object.entries({ ...command.options, ...EVERYWHERE }).map(([name, option]) => [flagOf(name, option), option.summary])),
    '',
    ...command.examples.map((example) => `  $ ${example}`),
  ].join('\n');
}

/** The reference of the command line, in Markdown. */
export function reference(commands: readonly Command[]): string {
  const table = (options: Readonly<Record<string, Option>>) => [
    '| option | |',
    '|---|---|',
    ...Object.entries(options).map(([name, option]) => `| \`${flagOf(name, option)}\` | ${option.summary.replaceAll('|', '\\|')} |`),
  ];
  return [
    '# Command line',
    '',
    '`atelier` does from a terminal, a script or a scheduled job what the dashboard does from a browser. It comes with `@atelier/client`; in this repository it',
    'is `node packages/client/src/cli/main.ts`. This page is what `--help` says (`npm run reference` writes it, and a test compares it).',
    '',
    'A run is named by its number in the project, as `42` or `"#42"`, or by its id. With `--json` each command writes one JSON value (`watch` one a line) to standard output',
    'and, when it fails, `{"error": {"code", "message", "fields", "hint"}}` to standard error. Nothing else goes to standard output.',
    '',
    '## Exit codes',
    '',
    '| code | meaning |',
    '|---|---|',
    ...Object.entries(EXIT).map(([name, code]) => `| ${code} | ${EXIT_MEANING[name as keyof typeof EXIT]} |`),
    '',
    '## Options of every command',
    '',
    ...table(EVERYWHERE),
    '',
    ...commands.flatMap((command) => [
      `## ${command.name}`,
      '',
      '```sh',
      usageOf(command),
      '```',
      '',
      sentence(command.summary),
      ...(command.more === undefined ? [] : ['', command.more]),
      '',
      ...(command.options === undefined ? [] : [...table(command.options), '']),
      '```sh',
      ...command.examples,
      '```',
      '',
    ]),
  ].join('\n');
}

function usageOf({ name, words, options = {} }: Command): string {
  const flags = Object.entries(options).map(([option, about]) => `[${flagOf(option, about)}]`);
  return ['atelier', name, words, ...flags].filter((word) => word !== '').join(' ');
}

function flagOf(name: string, { value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
