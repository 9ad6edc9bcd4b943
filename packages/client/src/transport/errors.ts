/** What the server answers, and `UNREACHABLE` when it did not answer at all. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'INVALID_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL'
  | 'UNREACHABLE'
  | 'DAMAGED';

interface ErrorDetails {
  /** The input fields that are at fault. */
  readonly fields?: readonly string[] | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** How long the server asks to wait before the next try. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A request that did not succeed. The message is meant to be shown as it stands. */
export class AtelierError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly string[];
  readonly hint: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'AtelierError';
    this.code = code;
    this.fields = details.fields ?? [];
    this.hint = details.hint;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** The server did nothing and says so, or cannot be reached: the same request may succeed later. */
export function isTransient(error: unknown): boolean {
  return error instanceof AtelierError && ['RATE_LIMITED', 'UNAVAILABLE', 'UNREACHABLE'].includes(error.code);
}
