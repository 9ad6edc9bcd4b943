import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { browserWith } from '../../../support/api-client.ts';
import { openSocket } from '../../../support/socket.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

let world: World;
let project: Project;
let run: string;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team({ owner: world.owner }).project();
  const { startRun } = await world.owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', {
    project: project.id,
  });
  run = startRun.id;
});
afterAll(() => world.close());

const watchRun = 'subscription ($ids: [ID!]!) { runChanged(ids: $ids) { id status } }';

/** The status with which an upgrade is refused. */
function refusedWith(headers: Record<string, string>, protocol = 'graphql-transport-ws'): Promise<number | 'opened'> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/graphql`, protocol, { headers });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => (socket.close(), resolve('opened')));
    socket.on('error', () => {});
  });
}

test('a run that is watched is told of at once', async () => {
  const socket = openSocket(world.owner);
  expect(await socket.first(watchRun, { ids: [run] })).toEqual({ data: { runChanged: { id: run, status: 'RUNNING' } } });
  socket.close();
});

test('a socket is opened by our own pages only, and in our own protocol', async () => {
  const { cookie } = world.owner.headers;
  expect(await refusedWith({ cookie: String(cookie), origin: 'https://evil.example' })).toBe(403);
  expect(await refusedWith({ cookie: String(cookie) })).toBe(403);
  expect(await refusedWith({ cookie: String(cookie), origin: world.url, host: 'rebound.example' })).toBe(403);
  expect(await refusedWith({ cookie: String(cookie), origin: world.url }, 'graphql-ws')).toBe(400);
  expect(await refusedWith({ cookie: String(cookie), origin: world.url })).toBe('opened');
});

test('nobody in particular is let in by no socket', async () => {
  await expect(openSocket(world.anyone).first(watchRun, { ids: [run] })).rejects.toMatchObject({ code: 4403 });
  await expect(
    openSocket({ url: world.url, headers: { authorization: 'Bearer atl_wrong' } }).first(watchRun, { ids: [run] }),
  ).rejects.toMatchObject({ code: 4403 });
});

test('mutations and queries do not come by socket, and large subscriptions do not come at all', async () => {
  const socket = openSocket(world.owner);
  expect((await socket.first('mutation { signOut }')).errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
  expect((await socket.first('{ viewer { user { id } } }')).errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
  const aliases = Array.from({ length: 60 }, (_, index) => `a${index}: id`).join(' ');
  expect(
    (await socket.first(`subscription ($ids: [ID!]!) { runChanged(ids: $ids) { ${aliases} } }`, { ids: [run] })).errors?.[0]?.message,
  ).toMatch(/aliases/);
  socket.close();
});

test('whoever signs out is not told any more within five seconds', async () => {
  const browser = browserWith(
    world.url,
    await world.anyone.send('mutation { signIn(email: "ada@example.org", password: "correct horse") { user { id } } }'),
  );
  const socket = openSocket(browser);
  // Nothing changes in this queue, so it is watched until the server ends it.
  const watching = socket.first('subscription ($team: ID!) { queueChanged(team: $team) { id } }', { team: project.team.id });
  watching.catch(() => {});
  await Promise.race([watching, wait(200)]);
  const started = performance.now();
  await browser.query('mutation { signOut }');
  expect(await socket.closed).toBe(4403);
  expect(performance.now() - started).toBeLessThan(6_000);
}, 10_000);
