import type { DocumentTypeDecoration } from '../operations/document.ts';
import { AtelierError, type ErrorCode } from './errors.ts';
import { retrying } from './retry.ts';

/** Where the server is and who is asking. */
export interface Connection {
  /** Such as `http://127.0.0.1:4800`, without a path. */
  readonly url: string;
  /** API key or attempt token. */
  readonly key?: string | undefined;
  /** Session cookie, of somebody who signed in instead. */
  readonly cookie?: string | undefined;
}

/** The address with everything behind the origin cut off. Throws a TypeError when it is no http address. */
export function connectionTo(url: string, key?: string): Connection {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
    throw new TypeError(`the address of a server must begin with http:// or https://, got ${JSON.stringify(url)}`);
  return { url: parsed.origin, key };
}

/** A typed operation, as plain text with the types of its result and variables. */
export type Operation<Result, Variables> = DocumentTypeDecoration<Result, Variables> & { toString(): string };

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** How often to try in all; 6 unless told. */
  readonly attempts?: number;
  /** Gives one attempt up after this long; 60 s unless told. */
  readonly timeoutMs?: number;
  /** A mutation that does no harm when it is done twice, because it carries an idempotency key or a sequence number. */
  readonly idempotent?: boolean;
}

/**
 * Sends one GraphQL operation and returns its data. Tries again while the server is away or busy, but a mutation only
 * when it surely was not carried out, or is `idempotent`. Throws an `AtelierError`.
 */
export async function request<Result, Variables>(
  connection: Connection,
  operation: Operation<Result, Variables>,
  variables: Variables,
  options: RequestOptions = {},
): Promise<Result> {
  const text = operation.toString();
  const repeatable = options.idempotent === true || /^\s*(query|fragment)\b/.test(text);
  const mayRetry = (error: unknown) =>
    error instanceof AtelierError &&
    (error.code === 'RATE_LIMITED' ||
      error.code === 'UNAVAILABLE' ||
      (error.code === 'UNREACHABLE' && (repeatable || wasNeverSent(error))));
  const body = JSON.stringify({ query: text, variables });
  const answer = await retrying(() => post(connection, body, options), {
    attempts: options.attempts ?? 6,
    signal: options.signal,
    mayRetry,
  });
  return answer as Result;
}

/** The headers by which the server knows who is asking. */
export function credentials(connection: Connection): Record<string, string> {
  return {
    ...(connection.key === undefined ? {} : { authorization: `Bearer ${connection.key}` }),
    // A cookie counts only together with the address that it comes from, as in a browser.
    ...(connection.cookie === undefined ? {} : { cookie: connection.cookie, origin: connection.url }),
  };
}

/** A fetch whose failures are `AtelierError`s with code `UNREACHABLE`. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

interface GraphQLAnswer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string; fields?: string[]; hint?: string; retryAfterMs?: number } }[];
}

async function post(connection: Connection, body: string, { signal, timeoutMs = 60_000 }: RequestOptions): Promise<unknown> {
  const url = `${connection.url}/graphql`;
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await reach(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...credentials(connection),
    },
    body,
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  });
  const answer = await parse(response);
  const [error] = answer?.errors ?? [];
  if (error !== undefined) {
    const { code, fields, hint, retryAfterMs } = error.extensions ?? {};
    throw new AtelierError(knownCode(code, response.status), error.message, {
      fields,
      hint,
      retryAfterMs: retryAfterMs ?? retryAfter(response),
    });
  }
  if (answer?.data === undefined || answer.data === null) throw refusal(response);
  return answer.data;
}

async function parse(response: Response): Promise<GraphQLAnswer | undefined> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    throw unreachable(response.url, cause);
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error of a plain HTTP answer that is none of the expected ones. */
export function refusal(response: Response, message?: string): AtelierError {
  const text = message ?? `${response.url} answered ${response.status} ${response.statusText}`.trim();
  return new AtelierError(knownCode(undefined, response.status), text, { retryAfterMs: retryAfter(response) });
}

function knownCode(code: string | undefined, status: number): ErrorCode {
  const known = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'INVALID_INPUT', 'CONFLICT', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'];
  if (code !== undefined && known.includes(code)) return code as ErrorCode;
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 409) return 'CONFLICT';
  if (status === 429) return 'RATE_LIMITED';
  if (status === 502 || status === 503 || status === 504) return 'UNAVAILABLE';
  return status >= 500 ? 'INTERNAL' : 'INVALID_INPUT';
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : undefined;
}

function unreachable(url: string, cause: unknown): AtelierError {
  const reason = causeOf(cause);
  return new AtelierError('UNREACHABLE', `${new URL(url).origin} cannot be reached: ${reason}`, { cause });
}

// fetch says no more than "fetch failed"; what happened is in its cause.
function causeOf(error: unknown): string {
  const { cause, message, name } = error as { cause?: { code?: string; message?: string }; message?: string; name?: string };
  return name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? cause?.message ?? message ?? String(error));
}

function wasNeverSent(error: AtelierError): boolean {
  const code = (error.cause as { cause?: { code?: string } } | undefined)?.cause?.code;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}
