// What went wrong, in the words that a page may show.
import type { CombinedError } from 'urql';

export interface Problem {
  readonly code: string;
  readonly message: string;
  /** What to do about it, when the server knows. */
  readonly hint?: string;
  /** Messages by input field. */
  readonly fields: Readonly<Record<string, string>>;
  /** Where in a line of the filter language the mistake is, from 0. */
  readonly position?: number;
}

/** Reads an error of the API; one that never reached it is `OFFLINE`. */
export function problemOf(error: CombinedError | Error): Problem {
  if (!('graphQLErrors' in error)) return { code: 'INTERNAL', message: error.message, fields: {} };
  if (error.networkError && error.graphQLErrors.length === 0) {
    return {
      code: 'OFFLINE',
      message: 'The server does not answer.',
      hint: 'Check that it runs; this page goes on by itself when it is back.',
      fields: {},
    };
  }
  const first = error.graphQLErrors[0];
  const extensions = (first?.extensions ?? {}) as { code?: string; hint?: string; fields?: unknown; position?: number };
  return {
    code: extensions.code ?? 'INTERNAL',
    message: first?.message ?? error.message,
    fields: fieldMessages(extensions.fields),
    ...(extensions.hint && { hint: extensions.hint }),
    ...(extensions.position !== undefined && { position: extensions.position }),
  };
}

function fieldMessages(fields: unknown): Record<string, string> {
  if (Array.isArray(fields)) {
    return Object.fromEntries(
      fields.map((entry) => (typeof entry === 'string' ? [entry, ''] : [String(entry.field ?? entry.path), String(entry.message ?? '')])),
    );
  }
  if (fields && typeof fields === 'object')
    return Object.fromEntries(Object.entries(fields).map(([name, message]) => [name, String(message)]));
  return {};
}
