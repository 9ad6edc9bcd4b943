// Between client and server: requests that are cut, dripped, throttled, late.
import { request } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { times } from '../../../support/faults.ts';
import { type Fault, type FaultProxy, openFaultProxy } from '../../../support/fault-proxy.ts';
import { pack, unpack } from '../../../support/launches.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

let world: World;
let project: Project;
let proxy: FaultProxy;
let fault: Fault = 'none';
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  proxy = await openFaultProxy(world.url, () => fault);
});
afterAll(async () => {
  await proxy.close();
  await world.close();
});

const start = async () =>
  (await project.owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project: project.id }))
    .startRun.id as string;

/** Sends a batch on a connection of its own. Resolves to the status, or to the code of what happened to the connection. */
function send(headers: Readonly<Record<string, string>>, run: string, sequence: number, points = 50): Promise<number | string> {
  const steps = Array.from({ length: points }, (_, index) => sequence * points + index);
  const body = JSON.stringify({
    query: 'mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }',
    variables: { input: { run, writer: 'w', sequence, columns: [{ key: 'loss', steps: pack(steps), values: pack(steps) }] } },
  });
  return new Promise((resolve) => {
    const sent = request(
      `${proxy.url}/graphql`,
      {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) =>
        response
          .resume()
          .on('end', () => resolve(response.statusCode!))
          .on('error', () => resolve('broken off')),
    );
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end(body);
  });
}

describe('a request', () => {
  it('that is cut in its middle stores nothing of itself, and can be sent again', async () => {
    const [run, { headers }] = [await start(), await project.team.key()];
    fault = 'cut request';
    for (let sequence = 0; sequence < times(20, 200); sequence++)
      expect(await send(headers, run, sequence, 1 + sequence * 20)).not.toBe(200);
    expect(proxy.done['cut request']).toBe(times(20, 200));
    const sql = new pg.Client({ connectionString: world.databaseUrl });
    await sql.connect();
    expect(
      (await sql.query('SELECT (SELECT count(*) FROM "IngestBatch")::int AS batches, (SELECT count(*) FROM "MetricSeries")::int AS series'))
        .rows,
    ).toEqual([{ batches: 0, series: 0 }]);
    await sql.end();
    fault = 'none';
    expect(await send(headers, run, 3)).toBe(200);
    expect((await project.owner.query('{ viewer { user { id } } }')).viewer.user).not.toBeNull();
  }, 120_000);

  it.each(['drip', 'slow', 'late'] as const)(
    'that comes as "%s" is stored whole',
    async (kind) => {
      const [run, { headers }] = [await start(), await project.team.key()];
      fault = kind;
      const answers = await Promise.all([0, 1, 2].map((sequence) => send(headers, run, sequence, kind === 'slow' ? 1_000 : 50)));
      fault = 'none';
      expect(answers).toEqual([200, 200, 200]);
      expect(proxy.done[kind]).toBe(3);
      const { curves } = (
        await project.owner.query('query ($id: ID!) { run(id: $id) { curves(keys: ["loss"]) { steps count } } }', { id: run })
      ).run;
      expect(unpack(curves[0].steps)).toEqual(Array.from({ length: curves[0].count }, (_, step) => step));
      expect(curves[0].count).toBe(kind === 'slow' ? 3_000 : 150);
    },
    30_000,
  );
});
