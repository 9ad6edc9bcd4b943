// The part of the API that the SDK speaks with, kept in memory, with faults on demand. What the real server does with the
// same operations is tested with the server.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unpackF64s } from '../../../../packages/client/src/index.ts';

type Variables = Record<string, any>;

export interface StubRun {
  id: string;
  input: Record<string, unknown>;
  /** `writer/sequence` of every stored batch. */
  batches: Map<string, string>;
  points: { key: string; step: number; value: number; time: number }[];
  text: string;
  updates: Record<string, unknown>[];
  predictions: Record<string, unknown>[];
  artifacts: { path: string; sha256: string }[];
  outcome: string | undefined;
}

export interface StubServer {
  readonly url: string;
  readonly runs: StubRun[];
  /** Decides about each request by operation name: what happens instead of an ordinary answer. */
  fault: (operation: string) => 'lose the reply' | 'refuse' | 'unavailable' | 'unauthenticated' | undefined;
  readonly requests: { operation: string; authorization: string | undefined; body: string }[];
  /** Batches that came again after they were stored. */
  readonly replays: number;
  close(): Promise<void>;
}

export async function startStubServer(port = 0): Promise<StubServer> {
  const runs: StubRun[] = [];
  const keys = new Map<string, string>();
  const files = new Map<string, string>();
  const requests: StubServer['requests'] = [];
  let replays = 0;
  const stub = { runs, requests, fault: () => undefined } as unknown as StubServer & { url: string };

  const http = createServer(async (request, response) => {
    const body = await read(request);
    const graphql = request.url?.startsWith('/graphql')
      ? (JSON.parse(body.toString()) as { query: string; variables: Variables })
      : undefined;
    const operation = graphql === undefined ? 'upload' : (/(?:query|mutation) (\w+)/.exec(graphql.query)?.[1] ?? '');
    requests.push({ operation, authorization: request.headers.authorization, body: body.toString() });
    const fault = stub.fault(operation);
    if (fault === 'unavailable') return answer(response, 503, {});
    if (fault === 'refuse')
      return answer(response, 200, { errors: [{ message: `${operation} refused`, extensions: { code: 'INVALID_INPUT' } }] });
    if (fault === 'unauthenticated')
      return answer(response, 401, { errors: [{ message: 'unknown key', extensions: { code: 'UNAUTHENTICATED' } }] });
    const data = graphql === undefined ? upload(body) : carryOut(operation, graphql.variables);
    if (fault === 'lose the reply') return void request.socket.destroy();
    return answer(response, 200, graphql === undefined ? data : 'errors' in data ? data : { data });
  });

  function upload(body: Buffer): Record<string, unknown> {
    const sha256 = createHash('sha256').update(body).digest('hex');
    files.set(`file-${sha256}`, sha256);
    return { id: `file-${sha256}`, sha256, sizeBytes: body.length, mediaType: 'application/octet-stream' };
  }

  function carryOut(operation: string, variables: Variables): Record<string, unknown> {
    const input = variables.input ?? variables;
    const run = runs.find((candidate) => candidate.id === input.run);
    switch (operation) {
      case 'project':
        return {
          project:
            variables.slug === 'absent'
              ? null
              : {
                  id: `project-${variables.team}-${variables.slug}`,
                  slug: variables.slug,
                  name: variables.slug,
                  primaryMetric: 'accuracy',
                  primaryDirection: 'MAXIMIZE',
                  team: { id: 't', slug: variables.team },
                },
        };
      case 'startRun': {
        const known = keys.get(input.idempotencyKey);
        if (known === undefined)
          runs.push({
            id: `run-${runs.length}`,
            input,
            batches: new Map(),
            points: [],
            text: '',
            updates: [],
            predictions: [],
            artifacts: [],
            outcome: undefined,
          });
        const id = known ?? runs.at(-1)!.id;
        keys.set(input.idempotencyKey, id);
        return { startRun: { id, number: 1, name: 'run', status: 'RUNNING', project: { slug: 'p', team: { slug: 't' } } } };
      }
      case 'appendMetrics':
        return store(
          run!,
          input,
          () => {
            for (const { key, start, stride, steps, values, times } of input.columns) {
              const numbers = unpackF64s(values);
              const places = steps == null ? Float64Array.from(numbers, (_, index) => start + index * stride) : unpackF64s(steps);
              const moments = unpackF64s(times);
              numbers.forEach((value, index) => run!.points.push({ key, step: places[index]!, value, time: moments[index]! }));
            }
          },
          'appendMetrics',
        );
      case 'appendLog':
        return store(run!, input, () => (run!.text += input.text), 'appendLog');
      case 'updateRun':
        run!.updates.push(input);
        return { updateRun: { id: run!.id } };
      case 'recordPredictions':
        run!.predictions.push(input);
        return { recordPredictions: { part: input.part, samples: 1, metrics: [] } };
      case 'attachArtifact':
        run!.artifacts.push({ path: input.path, sha256: files.get(input.file)! });
        return {
          attachArtifact: { id: 'a', path: input.path, kind: input.kind, file: { id: input.file, sha256: '', sizeBytes: 0, url: '' } },
        };
      case 'finishRun':
        run!.outcome = input.outcome;
        return { finishRun: { id: run!.id, status: input.outcome } };
      case 'heartbeatRun':
        return { heartbeatRun: true };
      default:
        throw new Error(`the stub does not know ${operation}`);
    }
  }

  function store(run: StubRun, input: Variables, keep: () => void, name: string): Record<string, unknown> {
    const key = `${input.writer}/${input.sequence}`;
    const hash = JSON.stringify(input);
    const known = run.batches.get(key);
    if (known !== undefined && known !== hash)
      return { errors: [{ message: `batch ${key} is another one`, extensions: { code: 'CONFLICT' } }] };
    if (known !== undefined) replays++;
    else keep();
    run.batches.set(key, hash);
    return { [name]: true };
  }

  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  return Object.defineProperties(stub, {
    url: { value: `http://127.0.0.1:${(http.address() as AddressInfo).port}` },
    replays: { get: () => replays },
    close: {
      value: () =>
        new Promise<void>((resolve) => {
          http.close(() => resolve());
          http.closeAllConnections();
        }),
    },
  });
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
