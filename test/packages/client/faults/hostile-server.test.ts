// Servers, and things on the way to them, that answer anything but what was asked. The program that logs never hears of it but by words.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { AtelierError, connect, type Run } from '../../../../packages/client/src/index.ts';
import { syncSpools } from '../../../../packages/client/src/spool/sync.ts';
import { startStubServer } from '../support/stub-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-hostile-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Answer = (response: ServerResponse) => unknown;

const status =
  (code: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body);
const error = (code: number, name: string, more: object = {}) =>
  status(code, JSON.stringify({ errors: [{ message: `it is ${name}`, extensions: { code: name, ...more } }] }), {
    'content-type': 'application/json',
  });

const PERMANENT: [string, Answer, string][] = [
  ['400 without a body', status(400), 'INVALID_INPUT'],
  ['400 with an error', error(400, 'INVALID_INPUT'), 'INVALID_INPUT'],
  ['401', error(401, 'UNAUTHENTICATED'), 'UNAUTHENTICATED'],
  ['403', status(403, '<html>no</html>'), 'FORBIDDEN'],
  ['404', status(404, 'not here'), 'NOT_FOUND'],
  ['409', error(409, 'CONFLICT'), 'CONFLICT'],
  ['413', status(413, 'too large'), 'INVALID_INPUT'],
  ['500 that says so', error(500, 'INTERNAL'), 'INTERNAL'],
  ['HTML with 200', status(200, '<html>a captive portal</html>', { 'content-type': 'text/html' }), 'INVALID_INPUT'],
  ['half of a JSON text', status(200, '{"data": {"startRun": {"id"', { 'content-type': 'application/json' }), 'INVALID_INPUT'],
  ['JSON that is no answer', status(200, '[1, 2]', { 'content-type': 'application/json' }), 'INVALID_INPUT'],
  ['an error without any extension', status(200, '{"errors": [{"message": "no"}]}'), 'INVALID_INPUT'],
  ['an error that is none', status(200, '{"errors": [null]}'), 'INTERNAL'],
  ['null', status(200, 'null'), 'INVALID_INPUT'],
];

const TRANSIENT: [string, Answer][] = [
  ['429 with a time', error(429, 'RATE_LIMITED', { retryAfterMs: 50 })],
  ['429 with a header', status(429, '', { 'retry-after': '0' })],
  ['502', status(502, '<html>bad gateway</html>')],
  ['503', error(503, 'UNAVAILABLE')],
  ['504', status(504)],
  ['a reset', (response) => response.socket?.resetAndDestroy()],
  ['the end in the middle of its headers', (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-')],
  [
    'the end in the middle of its body',
    (response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"data"');
      setTimeout(() => response.destroy(), 20);
    },
  ],
  ['what is no HTTP', (response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n')],
];

/** A stub behind a door that answers in its stead while `answer` is set. */
async function hostile(): Promise<{
  url: string;
  behind: Awaited<ReturnType<typeof startStubServer>>;
  answer: Answer | undefined;
  met: number;
}> {
  const behind = await startStubServer();
  const door = { url: '', behind, answer: undefined as Answer | undefined, met: 0 };
  const handle: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (door.answer !== undefined) {
      door.met += 1;
      return void door.answer(response);
    }
    const passed = await fetch(`${behind.url}${request.url}`, {
      method: request.method!,
      headers: { 'content-type': 'application/json' },
      body: Buffer.concat(chunks),
    });
    response.writeHead(passed.status).end(await passed.text());
  };
  const server = createServer(handle).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  door.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await behind.close();
  });
  return door;
}

const start = (url: string, problems: string[], waitMs = 10_000): Promise<Run> =>
  connect({ url, key: 'k' }).startRun({
    project: 'team/project',
    spoolFolder: folder,
    capture: false,
    waitMs,
    onProblem: (problem) => problems.push(problem),
  });

describe.each(PERMANENT)('a server that answers %s', (_what, answer, code) => {
  test('for good is told of by a typed error at the start, and in words once later: nothing is thrown into the training', async () => {
    const door = await hostile();
    const problems: string[] = [];
    door.answer = answer;
    const refused = await start(door.url, problems).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(AtelierError);
    expect((refused as AtelierError).code).toBe(code);

    door.answer = undefined;
    const run = await start(door.url, problems);
    expect(run.id).toBeDefined();
    door.answer = answer;
    for (let step = 0; step < 20; step++) run.log({ loss: step }, { step });
    await run.flush();
    const report = await run.finish({ withinMs: 1_500 });
    expect(report.complete && report.refused.length === 0).toBe(false);
    const told = problems.filter((problem, index) => problems.indexOf(problem) !== index);
    expect(told).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThan(6);
  });
});

describe.each(TRANSIENT)('a server that answers %s', (_what, answer) => {
  test('for a while is asked again, and in the end has every point once', async () => {
    const door = await hostile();
    const problems: string[] = [];
    const run = await start(door.url, problems);
    door.answer = answer;
    for (let step = 0; step < 20; step++) run.log({ loss: step }, { step });
    const ending = run.finish({ withinMs: 20_000 });
    await expect.poll(() => door.met, { timeout: 10_000 }).toBeGreaterThan(1);
    door.answer = undefined;
    expect(await ending).toMatchObject({ complete: true, refused: [] });
    expect(door.behind.runs[0]!.points.map(({ value }) => value)).toEqual(Array.from({ length: 20 }, (_, step) => step));
    expect(door.behind.runs[0]!.outcome).toBe('FINISHED');
  }, 30_000);

  test('from the start lets the program go on without it, and sync delivers later', async () => {
    const door = await hostile();
    const problems: string[] = [];
    door.answer = answer;
    const run = await start(door.url, problems, 300);
    expect(run.id).toBeUndefined();
    run.log({ loss: 1 });
    expect((await run.finish({ withinMs: 200 })).complete).toBe(false);
    door.answer = undefined;
    const [delivered] = await syncSpools({ folder, key: 'k', alsoLiving: true });
    expect(delivered?.report).toMatchObject({ complete: true, refused: [] });
    expect(door.behind.runs).toHaveLength(1);
    expect(door.behind.runs[0]!.points).toHaveLength(1);
  }, 30_000);
});

test('a server that sends without end is given up, and does not fill the memory', async () => {
  const door = await hostile();
  let sent = 0;
  door.answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const piece = Buffer.alloc(256 * 1024, 32);
    const more = () => {
      while (!response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) return;
      }
    };
    response.on('drain', () => setTimeout(more, 5)).on('error', () => undefined);
    more();
  };
  const problems: string[] = [];
  const before = process.memoryUsage().rss;
  const run = await start(door.url, problems, 1_000);
  run.log({ loss: 1 });
  expect((await run.finish({ withinMs: 500 })).complete).toBe(false);
  expect(sent).toBeGreaterThan(0);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
}, 30_000);

test('a server that sends elsewhere is not followed there with the key', async () => {
  const elsewhere = await hostile();
  const keys: (string | undefined)[] = [];
  elsewhere.answer = (response) => {
    keys.push(response.req.headers.authorization);
    response.writeHead(200).end('{}');
  };
  for (const code of [301, 302, 303, 307, 308]) {
    const door = await hostile();
    door.answer = status(code, '', { location: `${elsewhere.url.replace('127.0.0.1', 'localhost')}/graphql` });
    await start(door.url, []).catch(() => undefined);
  }
  expect(keys.filter((key) => key !== undefined)).toEqual([]);
});
