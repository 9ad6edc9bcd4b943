// A caller of the API, over HTTP as everybody: with a cookie like a browser, with a token like a program, or with neither.
import { setTimeout as wait } from 'node:timers/promises';

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; fields?: string[]; hint?: string; requestId?: string };
}

export interface Answer<Data = Record<string, any>> {
  status: number;
  data: Data | null | undefined;
  errors: GraphqlError[] | undefined;
  headers: Headers;
}

export interface ApiClient {
  readonly url: string;
  /** What it identifies itself by; empty for nobody. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sends a document and returns all of the answer. */
  send<Data = Record<string, any>>(query: string, variables?: object): Promise<Answer<Data>>;
  /** Sends a document that must succeed, and returns its data. */
  query<Data = Record<string, any>>(query: string, variables?: object): Promise<Data>;
  /** Sends a document that must be refused, and returns its first error's code and message. */
  refused(query: string, variables?: object): Promise<{ code: string; message: string }>;
  /** Any request, as this caller. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** A caller that identifies itself by these headers. */
export function apiClient(url: string, headers: Readonly<Record<string, string>> = {}): ApiClient {
  const client: ApiClient = {
    url,
    headers,
    fetch: (path, init = {}) =>
      fetchPatiently(`${url}${path}`, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } }),
    async send(query, variables = {}) {
      const response = await client.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as { data?: never; errors?: GraphqlError[] };
      return { status: response.status, data: body.data, errors: body.errors, headers: response.headers };
    },
    async query(query, variables) {
      const { data, errors } = await client.send(query, variables);
      if (errors || !data) throw new Error(`The API refused: ${JSON.stringify(errors)}`);
      return data as never;
    },
    async refused(query, variables) {
      const { data, errors } = await client.send(query, variables);
      const error = errors?.[0];
      if (!error) throw new Error(`The API should have refused, and answered ${JSON.stringify(data)}`);
      return { code: error.extensions.code, message: error.message };
    },
  };
  return client;
}

/** A browser that holds the session cookie of an answer. */
export function browserWith(url: string, answer: { headers: Headers }): ApiClient {
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  if (cookie === '') throw new Error('The answer sets no cookie');
  return apiClient(url, { cookie, origin: url });
}

/** A program with a bearer token. */
export function programWith(url: string, token: string): ApiClient {
  return apiClient(url, { authorization: `Bearer ${token}` });
}

// A connection that the server has just closed for being idle is no answer.
async function fetchPatiently(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code !== 'UND_ERR_SOCKET' || init.body instanceof ReadableStream) throw error;
    await wait(20);
    return fetch(url, init);
  }
}
