// The errors a person may meet, and the one place where anything thrown becomes what the API says.
import { PothosValidationError } from '@pothos/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isDatabaseAway } from './db/violations.ts';

export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'INVALID_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'DAMAGED';

export interface ErrorDetail {
  /** The input fields at fault, as paths such as `input.epochs`. */
  readonly fields?: readonly string[];
  /** What to do about it. */
  readonly hint?: string;
  /** Character of the field's text, from 0, where the fault is. */
  readonly position?: number;
  /** When the same request may be sent again, in milliseconds from now. */
  readonly retryAfterMs?: number;
}

/** Something expected went wrong: the message is written for the person who asked. Everything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
  }
}

/** What a viewer may not see is answered with exactly this, the same as what does not exist. */
export function notFound(what: string): AppError {
  return new AppError('NOT_FOUND', `There is no such ${what}, or you may not see it.`);
}

/** The input asks for something that cannot be; `fields` says where. */
export function invalidInput(message: string, ...fields: string[]): AppError {
  return new AppError('INVALID_INPUT', message, fields.length > 0 ? { fields } : {});
}

/** What is said instead of an error that only means that the database is not to be had. */
export function inPlainWords(error: unknown): unknown {
  if (error instanceof AppError || !isDatabaseAway(error)) return error;
  return new AppError('UNAVAILABLE', 'The database is not to be had at the moment.', {
    hint: 'Ask again soon: nothing of this request was left half-done.',
    retryAfterMs: 1_000,
  });
}

/** HTTP status that goes with a code on plain routes. */
export const HTTP_STATUS: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  DAMAGED: 500,
};

// Raised by GraphQL itself or by Pothos because of what was asked; their messages name only the schema and the input.
const OF_THE_REQUEST = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST']);

/** What the API says about something thrown, and the bug that it must not say. */
export interface Explained {
  readonly answer: GraphQLFormattedError;
  /** To be logged; the answer only names the request. */
  readonly bug?: unknown;
  /** To be logged: why the database was not to be had. */
  readonly away?: unknown;
}

/** Turns something thrown into what the API says about it. */
export function explain(formatted: GraphQLFormattedError, thrown: unknown): Explained {
  const original = thrown instanceof GraphQLError && thrown.originalError ? thrown.originalError : thrown;
  const cause = inPlainWords(original);
  const place = { ...(formatted.locations && { locations: formatted.locations }), ...(formatted.path && { path: formatted.path }) };
  const answer = (message: string, extensions: Record<string, unknown>): Explained => ({ answer: { message, ...place, extensions } });
  if (cause instanceof AppError)
    return { ...answer(cause.message, { code: cause.code, ...cause.detail }), ...(cause !== original && { away: original }) };
  const code = formatted.extensions?.code;
  if (typeof code === 'string' && OF_THE_REQUEST.has(code)) return answer(formatted.message, { code });
  // A value that a scalar or a page size refuses; thrown by GraphQL itself it has no cause.
  if (code === 'BAD_USER_INPUT' || cause instanceof GraphQLError || cause instanceof PothosValidationError)
    return answer(formatted.message, { code: 'INVALID_INPUT' });
  return { ...answer('Something went wrong on the server.', { code: 'INTERNAL' }), bug: cause };
}
