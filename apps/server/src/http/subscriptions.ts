// Subscriptions over a WebSocket at the address of the API: the same principals, guards and errors as over HTTP.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  parse,
  subscribe,
  validate,
} from 'graphql';
import { CloseCode, type Context as Connection, type SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type App, type Context, createContext } from '../context.ts';
import { AppError, explain, HTTP_STATUS, invalidInput } from '../errors.ts';
import type { Principal } from '../principal.ts';
import { authenticate } from './authenticate.ts';
import { guardRequest } from './query-guard.ts';

const FRAME_LIMIT = 256 * 2 ** 10;
const PER_SOCKET = 100;
const SOCKETS_LIMIT = 2_000;
const INIT_LIMIT_MS = 5_000;
const CHECK_EVERY_MS = 4_000;

/** One open socket. Who is at its other end is asked again every few seconds, and the socket ends when the answer has changed. */
interface Guest {
  readonly whoNow: () => Promise<Principal>;
  readonly ip: string;
  readonly principal: Principal;
}

/** Serves subscriptions on the upgrades to /graphql. Returns what ends them all. */
export function serveSubscriptions(http: Server, app: App, schema: GraphQLSchema, hosts: () => ReadonlySet<string>): () => Promise<void> {
  const guests = new Map<WebSocket, Guest>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT, perMessageDeflate: false });
  const running = useServer<{ authorization?: unknown }>(
    {
      schema,
      connectionInitWaitTimeout: INIT_LIMIT_MS,
      async onConnect({ extra: { socket, request }, connectionParams }) {
        const authorization = connectionParams?.authorization;
        const headers = typeof authorization === 'string' ? { ...request.headers, authorization } : request.headers;
        const whoNow = () => authenticate(app, headers, { hosts: hosts(), changes: true });
        const principal = await whoNow().catch(() => undefined);
        if (principal === undefined || principal.kind === 'anonymous') return false;
        guests.set(socket, { whoNow, principal, ip: request.socket.remoteAddress ?? '' });
        return true;
      },
      onSubscribe: (connection, _id, payload) => prepare(app, schema, connection, guests.get(connection.extra.socket), payload),
      subscribe: async (args) => {
        const stream = await subscribe(args);
        return Symbol.asyncIterator in stream ? withoutThrowing(stream) : stream;
      },
      onNext: (_connection, _id, _payload, { contextValue }, result) => masked(result as ExecutionResult, contextValue as Context),
      onDisconnect: ({ extra }) => void guests.delete(extra.socket),
    },
    sockets,
  );
  const check = setInterval(() => void endThoseWhoChanged(guests), CHECK_EVERY_MS);

  http.on('upgrade', async (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    try {
      requireEndpoint(request);
      if (sockets.clients.size >= SOCKETS_LIMIT) throw new AppError('UNAVAILABLE', 'There are too many sockets.');
      await authenticate(app, request.headers, { hosts: hosts(), changes: true });
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
    } catch (error) {
      refuse(socket, error);
    }
  });

  return async () => {
    clearInterval(check);
    await running.dispose();
    for (const socket of sockets.clients) socket.terminate();
  };
}

/** What is to be executed for a subscribe message, or what is wrong with it. Only subscriptions come this way. */
function prepare(
  app: App,
  schema: GraphQLSchema,
  { subscriptions }: Connection,
  guest: Guest | undefined,
  payload: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  try {
    if (guest === undefined) throw new AppError('UNAUTHENTICATED', 'This socket has not been opened.');
    if (Object.keys(subscriptions).length > PER_SOCKET) throw invalidInput(`A socket carries at most ${PER_SOCKET} subscriptions`);
    guardRequest(payload);
    const document = parse(payload.query);
    const invalid = validate(schema, document);
    if (invalid.length > 0) return invalid;
    if (getOperationAST(document, payload.operationName)?.operation !== 'subscription')
      throw invalidInput('A socket carries subscriptions only: send queries and mutations by POST');
    const contextValue = createContext(app, guest.principal, { requestId: randomUUID(), ip: guest.ip, setSession: () => {} });
    return { schema, document, contextValue, operationName: payload.operationName, variableValues: payload.variables };
  } catch (error) {
    if (error instanceof AppError) return [new GraphQLError(error.message, { extensions: { code: error.code, ...error.detail } })];
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** A stream that breaks ends with one answer that says so. What it threw must not get out by itself, past `masked`. */
async function* withoutThrowing(stream: AsyncGenerator<ExecutionResult>): AsyncGenerator<ExecutionResult, void, void> {
  try {
    yield* stream;
  } catch (error) {
    const originalError = error instanceof Error ? error : new Error(String(error));
    yield { errors: [new GraphQLError(originalError.message, { originalError })] };
  }
}

function masked(result: ExecutionResult, { log, requestId }: Context): FormattedExecutionResult {
  const { errors, ...rest } = result;
  if (errors === undefined) return rest;
  return {
    ...rest,
    errors: errors.map((error) => {
      const { answer, bug } = explain(error.toJSON(), error);
      if (bug === undefined) return answer;
      log.error({ err: bug, path: error.path }, 'A subscription failed');
      return { ...answer, extensions: { ...answer.extensions, requestId } };
    }),
  };
}

async function endThoseWhoChanged(guests: ReadonlyMap<WebSocket, Guest>): Promise<void> {
  for (const [socket, { whoNow, principal }] of guests) {
    const now = await whoNow().catch((error: unknown) => (error instanceof AppError ? undefined : principal));
    if (now === undefined || fingerprint(now) !== fingerprint(principal)) socket.close(CloseCode.Forbidden, 'Forbidden');
  }
}

function fingerprint(principal: Principal): string {
  return JSON.stringify(principal, (_key, value) =>
    value instanceof Map ? [...value].sort() : typeof value === 'bigint' ? String(value) : value,
  );
}

function requireEndpoint({ url, headers }: IncomingMessage): void {
  if (url?.split('?')[0] !== '/graphql') throw new AppError('NOT_FOUND', 'There is no socket here.');
  const offered = String(headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((protocol) => protocol.trim());
  if (!offered.includes('graphql-transport-ws')) throw invalidInput('A socket speaks graphql-transport-ws');
}

function refuse(socket: Duplex, error: unknown): void {
  const status = error instanceof AppError ? HTTP_STATUS[error.code] : 500;
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
