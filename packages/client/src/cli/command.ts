import type { Writable } from 'node:stream';
import { atelierOf, type Atelier } from '../connect.ts';
import { readSettings } from '../settings.ts';
import { AtelierError } from '../transport/errors.ts';
import { connectionTo } from '../transport/request.ts';

/** One command of the command line, as its help and the reference tell it. */
export interface Command {
  /** Behind `atelier`, such as `run show`. */
  readonly name: string;
  /** The words that follow the name. */
  readonly words: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** What else one should know. */
  readonly more?: string;
  readonly options?: Readonly<Record<string, Option>>;
  /** Command lines that do something. */
  readonly examples: readonly string[];
  /** Does it. A number is the exit code; anything else is 0. */
  run(call: Call): Promise<unknown>;
}

export interface Option {
  /** What its value is called; a switch has none. */
  readonly value?: string;
  readonly summary: string;
}

/** A command with what was typed. */
export interface Call {
  readonly words: readonly string[];
  text(option: string): string | undefined;
  /** The words of an option that takes several, with commas between; undefined when it was not given. */
  list(option: string): string[] | undefined;
  /** A whole number above 0. Throws a `UsageError` for anything else. */
  count(option: string): number | undefined;
  flag(option: string): boolean;
  readonly json: boolean;
  /** For what is no line: an export, a picture that is drawn anew. */
  readonly stdout: Writable & { readonly isTTY?: boolean };
  /** Writes one line, or one JSON value with `--json`. */
  readonly output: (text: string) => void;
  /** For people only: progress, remarks. */
  readonly remark: (text: string) => void;
}

/** What was typed makes no sense: exit code 2. */
export class UsageError extends Error {}

/** Codes that a script can tell apart. */
export const EXIT = { ok: 0, failed: 1, usage: 2, signIn: 3, notFound: 4, unreachable: 5 } as const;

export const EXIT_MEANING: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done',
  failed: 'it was tried and failed; of `watch`: the run did not finish',
  usage: 'wrong usage: a word, an option or a filter that makes no sense',
  signIn: 'nobody is signed in, or the key may not do that',
  notFound: 'there is no such thing, or the key may not see it',
  unreachable: 'the server cannot be reached, or is too busy',
};

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError || error instanceof TypeError) return EXIT.usage;
  if (!(error instanceof AtelierError)) return EXIT.failed;
  switch (error.code) {
    case 'INVALID_INPUT':
      return EXIT.usage;
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
      return EXIT.signIn;
    case 'NOT_FOUND':
      return EXIT.notFound;
    case 'UNREACHABLE':
    case 'UNAVAILABLE':
    case 'RATE_LIMITED':
      return EXIT.unreachable;
    default:
      return EXIT.failed;
  }
}

/** The server that `--url`, the environment or `atelier login` names. */
export function atelierFor(call: Call): Atelier {
  const settings = readSettings();
  const url = call.text('url') ?? settings.url;
  if (url === undefined)
    throw new UsageError('no server is known: use `atelier login --url URL --key KEY`, or set ATELIER_URL and ATELIER_KEY');
  return atelierOf(connectionTo(url, call.text('key') ?? settings.key));
}

/** The project that `--project`, the environment or `atelier login` names. */
export function projectFor(call: Call): { team: string; slug: string } {
  const name = call.text('project') ?? readSettings().project;
  const [team, slug, ...more] = name?.split('/') ?? [];
  if (!team || !slug || more.length > 0)
    throw new UsageError(`a project is needed, as --project TEAM/PROJECT${name === undefined ? '' : `; got ${JSON.stringify(name)}`}`);
  return { team, slug };
}
