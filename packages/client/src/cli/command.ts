import type { ParseArgsConfig } from 'node:util';
import { AtelierError } from '../transport/errors.ts';
import { atelierOf, type Atelier } from '../connect.ts';
import { readSettings } from '../settings.ts';
import { connectionTo } from '../transport/request.ts';

/** One word of the command line. */
export interface Command {
  /** Behind `atelier`, such as `runs`. */
  readonly name: string;
  /** What follows the name in its usage. */
  readonly usage: string;
  readonly summary: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** Does it. A number is the exit code; anything else is 0. */
  run(call: Call): Promise<unknown>;
}

/** A command with what was typed. */
export interface Call {
  readonly words: readonly string[];
  text(option: string): string | undefined;
  flag(option: string): boolean;
  readonly json: boolean;
  /** Writes one line, or one JSON value with `--json`. */
  readonly output: (text: string) => void;
  /** For people only: progress, remarks. */
  readonly remark: (text: string) => void;
}

/** What was typed makes no sense: exit code 2. */
export class UsageError extends Error {}

/** Codes that a script can tell apart. */
export const EXIT = { ok: 0, failed: 1, usage: 2, signIn: 3, notFound: 4, unreachable: 5 } as const;

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError || error instanceof TypeError) return EXIT.usage;
  if (!(error instanceof AtelierError)) return EXIT.failed;
  if (error.code === 'UNAUTHENTICATED') return EXIT.signIn;
  if (error.code === 'NOT_FOUND') return EXIT.notFound;
  return error.code === 'UNREACHABLE' ? EXIT.unreachable : EXIT.failed;
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
