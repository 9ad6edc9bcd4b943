/** What it takes to find runs among 100,000: T3, T4. */
import type { BenchRow } from '../harness.ts';
import { platform, quantile, timings, withSql } from './platform.ts';

const RUNS = 100_000;
const uuidOf = (id: string) => Buffer.from(id, 'base64').toString('utf8').split(':')[1]!;

let filled: Promise<{ team: string; slug: string }> | undefined;

/** A project of 100,000 finished runs with 20 params, 10 metrics and 5 tags each, straight into the database. */
function board() {
  filled ??= fill();
  return filled;
}

async function fill() {
  const { query, team } = await platform();
  const { createProject } = await query<{ createProject: { id: string; slug: string } }>(
    'mutation ($team: ID!) { createProject(team: $team, name: "Board") { id slug } }',
    { team: team.id },
  );
  await withSql(async (sql) => {
    const ids = [uuidOf(team.id), uuidOf(createProject.id)];
    await sql.query(
      `INSERT INTO "Run" (id, "teamId", "projectId", number, name, kind, status, tags, "createdBy", "createdAt", "startedAt", "finishedAt", params)
       SELECT uuidv7(), $1, $2, n, 'run ' || n, 'EXTERNAL', 'FINISHED', ARRAY['group ' || n % 10, 'seed ' || n % 100, 'model ' || n % 7, 'data ' || n % 3, 'batch ' || n % 1000], 'bench',
         now() - (200000 - n) * interval '1 minute', now() - (200000 - n) * interval '1 minute', now() - (199990 - n) * interval '1 minute',
         (SELECT jsonb_object_agg('param_' || p, CASE WHEN p % 3 = 0 THEN to_jsonb('value ' || (n * p) % 50) ELSE to_jsonb(((n * 7919 + p * 104729) % 10000)::float8 / 1000) END) FROM generate_series(1, 20) AS p)
       FROM generate_series(1, ${RUNS}) AS n`,
      ids,
    );
    await sql.query(
      `INSERT INTO "BoardValue" ("teamId", "projectId", "runId", key, last, min, max)
       SELECT r."teamId", r."projectId", r.id, 'metric_' || m, v, v - 0.1, v + 0.1 FROM "Run" r, generate_series(1, 10) AS m, LATERAL (SELECT ((r.number::bigint * 7919 + m * 15485863) % 100000)::float8 / 100000 AS v) AS drawn
       WHERE r."projectId" = $1`,
      [ids[1]],
    );
    await sql.query('UPDATE "Project" SET "lastRunNumber" = $2 WHERE id = $1', [ids[1], RUNS]);
    await sql.query('VACUUM ANALYZE "Run"');
    await sql.query('VACUUM ANALYZE "BoardValue"');
  });
  return { team: team.slug, slug: createProject.slug };
}

interface Page {
  readonly edges: { readonly cursor: string; readonly node: { readonly number: number } }[];
  readonly pageInfo: { readonly endCursor: string };
}

async function page(variables: object): Promise<Page> {
  const { query } = await platform();
  const answer = await query<{ project: { runs: Page } }>(
    `query ($team: String!, $slug: String!, $filter: RunFilter, $orderBy: RunOrder, $after: String) { project(team: $team, slug: $slug) {
       runs(first: 100, filter: $filter, orderBy: $orderBy, after: $after) { edges { cursor node { number name status tags createdAt params } } pageInfo { endCursor } } } }`,
    { ...(await board()), ...variables },
  );
  return answer.project.runs;
}

/** The cursor of the 90,000th run in the usual order. */
async function deepCursor(): Promise<string> {
  return (await page({ filter: { query: `number = ${RUNS - 90_000 + 1}` } })).edges[0]!.cursor;
}

export const rows: BenchRow[] = [
  {
    id: 'T3',
    title: 'page of 100 runs at place 90,000 of 100,000 ÷ first page',
    floor: 1.5,
    target: 1.1,
    better: 'lower',
    async run() {
      await board();
      const after = await deepCursor();
      const times = { deep: [] as number[], first: [] as number[] };
      for (let turn = 0; turn < 40; turn++) {
        times.deep.push(...(await timings(1, () => page({ after }), turn === 0 ? 3 : 0)));
        times.first.push(...(await timings(1, () => page({}), turn === 0 ? 3 : 0)));
      }
      const [deep, first] = [quantile(times.deep, 0.5), quantile(times.first, 0.5)];
      return { ratio: deep / first, detail: `${deep.toFixed(1)} ÷ ${first.toFixed(1)} ms, 20 params a row` };
    },
  },
  {
    id: 'T4',
    title: 'slowest of six kinds of board pages at 100,000 runs, p95 in ms',
    floor: 50,
    target: 25,
    better: 'lower',
    async run() {
      const after = await deepCursor();
      const kinds: Record<string, object> = {
        first: {},
        deep: { after },
        'by metric': { orderBy: { by: 'METRIC', key: 'metric_3' } },
        'by smallest': { orderBy: { by: 'METRIC', key: 'metric_4', field: 'MIN', direction: 'ASC' } },
        filtered: {
          filter: { query: 'metrics.metric_1 > 0.9 and params.param_3 = "value 6"' },
          orderBy: { by: 'METRIC', key: 'metric_1' },
        },
        tagged: { filter: { query: 'tag = "batch 77" and params.param_1 < 5' } },
      };
      const found: [string, number][] = [];
      for (const [kind, variables] of Object.entries(kinds)) found.push([kind, quantile(await timings(40, () => page(variables)), 0.95)]);
      return { ratio: Math.max(...found.map(([, ms]) => ms)), detail: found.map(([kind, ms]) => `${kind} ${ms.toFixed(1)}`).join(', ') };
    },
  },
];
