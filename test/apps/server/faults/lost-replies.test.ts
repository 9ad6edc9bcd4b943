import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { times } from '../../../support/faults.ts';
import { type Fault, type FaultProxy, openFaultProxy } from '../../../support/fault-proxy.ts';
import { pack, unpack } from '../../../support/launches.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

const WRITERS = 10;
const BATCHES = times(100, 1_000);
const POINTS = 5;
const WINDOW = 5_000;

let world: World;
let project: Project;
let proxy: FaultProxy;
let turn = 0;

// Of every five connections two lose the reply and one the request.
const PATTERN: Fault[] = ['drop reply', 'none', 'drop reply', 'drop request', 'none'];

beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  proxy = await openFaultProxy(world.url, () => PATTERN[turn++ % PATTERN.length]!);
});
afterAll(async () => {
  await proxy.close();
  await world.close();
});

describe('replies that are lost after the commit', () => {
  it('leave no point twice and none out, over 500 of them', async () => {
    const { owner } = project;
    const program = await project.team.key();
    const { startRun } = await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', {
      project: project.id,
    });

    async function send(writer: number, sequence: number): Promise<void> {
      const steps = Array.from({ length: POINTS }, (_, index) => (sequence * POINTS + index) * WRITERS + writer);
      const input = {
        run: startRun.id,
        writer: `w${writer}`,
        sequence,
        columns: [{ key: 'loss', steps: pack(steps), values: pack(steps.map((step) => step / 7)) }],
      };
      const body = JSON.stringify({
        query: 'mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }',
        variables: { input },
      });
      for (;;) {
        try {
          const response = await fetch(`${proxy.url}/graphql`, {
            method: 'POST',
            body,
            headers: { ...program.headers, 'content-type': 'application/json', connection: 'close' },
          });
          const answer = (await response.json()) as { data?: { appendMetrics: boolean }; errors?: unknown };
          if (answer.data?.appendMetrics === true) return;
          throw new Error(`refused: ${JSON.stringify(answer.errors)}`);
        } catch (error) {
          // A network error is no answer: the same batch is sent again.
          if (!(error instanceof TypeError)) throw error;
        }
      }
    }

    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        for (let sequence = 0; sequence < BATCHES; sequence++) await send(writer, sequence);
      }),
    );

    const total = WRITERS * BATCHES * POINTS;
    const { run } = await owner.query('query ($id: ID!) { run(id: $id) { metrics { count min max } } }', { id: startRun.id });
    expect(run.metrics).toEqual([{ count: total, min: 0, max: (total - 1) / 7 }]);
    // In windows, in which every point is told.
    for (let from = 0; from < total; from += WINDOW) {
      const steps = Array.from({ length: WINDOW }, (_, index) => from + index);
      const { run: part } = await owner.query(
        'query ($id: ID!, $from: Float!, $to: Float!) { run(id: $id) { curves(keys: ["loss"], from: $from, to: $to) { steps values } } }',
        { id: startRun.id, from, to: from + WINDOW - 1 },
      );
      expect(unpack(part.curves[0].steps)).toEqual(steps);
      expect(unpack(part.curves[0].values)).toEqual(steps.map((step) => step / 7));
    }
    expect(proxy.done['drop reply']).toBeGreaterThanOrEqual(500);
    const sql = new pg.Client({ connectionString: world.databaseUrl });
    await sql.connect();
    const { rows } = await sql.query('SELECT count(*)::int AS batches FROM "IngestBatch"');
    await sql.end();
    expect(rows).toEqual([{ batches: WRITERS * BATCHES }]);
  }, 600_000);
});
