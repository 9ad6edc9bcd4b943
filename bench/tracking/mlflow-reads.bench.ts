/** What MLflow's own server takes for the same on the same PostgreSQL: R1, T1, T2. Its rows are put straight into its tables, as ours are. */
import pg from 'pg';
import type { BenchResult, BenchRow } from '../harness.ts';
import { board, deepCursor, page, RUNS } from './board.bench.ts';
import { log, PIXELS } from './curves.bench.ts';
import { type Mlflow, mlflow } from './mlflow.ts';
import { platform, quantile, timings } from './platform.ts';

const CURVES = 10;
const POINTS = 100_000;
/** What its pages ask for. */
const POINTS_SHOWN = 320;

let filled: Promise<void> | undefined;

/** The board of 100,000 runs in MLflow's tables. */
function fillBoard({ databaseUrl, experiment }: Mlflow): Promise<void> {
  filled ??= withTables(databaseUrl, async (sql) => {
    const run = `'b' || lpad(to_hex(n), 31, '0')`;
    await sql.query(
      `INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version, lifecycle_stage, artifact_uri, experiment_id)
       SELECT ${run}, 'run ' || n, 'LOCAL', '', '', 'bench', 'FINISHED', 1700000000000 + n::bigint * 60000, 1700000600000 + n::bigint * 60000, '', 'active', '/nowhere', $1 FROM generate_series(1, ${RUNS}) AS n`,
      [Number(experiment)],
    );
    await sql.query(
      `INSERT INTO params (run_uuid, key, value) SELECT ${run}, 'param_' || p, CASE WHEN p % 3 = 0 THEN 'value ' || (n * p) % 50 ELSE (((n * 7919 + p * 104729) % 10000)::float8 / 1000)::text END
       FROM generate_series(1, ${RUNS}) AS n, generate_series(1, 20) AS p`,
    );
    await sql.query(
      `INSERT INTO latest_metrics (run_uuid, key, value, timestamp, step, is_nan) SELECT ${run}, 'metric_' || m, ((n::bigint * 7919 + m * 15485863) % 100000)::float8 / 100000, 1700000000000, 0, false
       FROM generate_series(1, ${RUNS}) AS n, generate_series(1, 10) AS m`,
    );
    await sql.query(
      `INSERT INTO tags (run_uuid, key, value) SELECT ${run}, 'tag_' || t, ((n * t) % 100)::text FROM generate_series(1, ${RUNS}) AS n, generate_series(1, 5) AS t`,
    );
    for (const table of ['runs', 'params', 'latest_metrics', 'tags']) await sql.query(`VACUUM ANALYZE ${table}`);
  });
  return filled;
}

async function withTables(url: string, work: (sql: pg.Client) => Promise<void>): Promise<void> {
  const sql = new pg.Client({ connectionString: url });
  await sql.connect();
  await work(sql).finally(() => sql.end());
}

/** Medians of both, taken in turns. */
async function beside(
  version: string,
  theirs: () => Promise<unknown>,
  ours: () => Promise<unknown>,
  turns: number,
): Promise<{ ratio: number; detail: string }> {
  const times = { theirs: [] as number[], ours: [] as number[] };
  for (let turn = 0; turn < turns; turn++) {
    times.theirs.push(...(await timings(1, theirs, turn === 0 && turns > 2 ? 1 : 0)));
    times.ours.push(...(await timings(3, ours, turn === 0 ? 5 : 0)));
  }
  const [a, b] = [quantile(times.theirs, 0.5), quantile(times.ours, 0.5)];
  return { ratio: a / b, detail: `${a.toFixed(0)} ÷ ${b.toFixed(1)} ms, MLflow ${version}` };
}

async function withMlflow(work: (server: Mlflow) => Promise<BenchResult>): Promise<BenchResult> {
  const server = await mlflow();
  return server === undefined ? { skipped: 'MLflow is not installed, see bench/tracking/mlflow.ts' } : work(server);
}

const search = (server: Mlflow, rest: object = {}) =>
  server.post('runs/search', { experiment_ids: [server.experiment], max_results: 100, ...rest });

export const rows: BenchRow[] = [
  {
    id: 'R1',
    title: `${CURVES} curves of ${POINTS.toLocaleString('en')} points: MLflow's ${POINTS_SHOWN} points of each ÷ our ${PIXELS} columns of each`,
    // Of an MLflow that samples in SQL, as it does since 3.17; before, it read every point, and the ratio was above 1,000.
    floor: 15,
    target: 30,
    run: () =>
      withMlflow(async (server) => {
        const theirs: string[] = [];
        for (let index = 0; index < CURVES; index++) theirs.push(await server.startRun());
        await withTables(server.databaseUrl, async (sql) => {
          await sql.query(
            `INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) SELECT 'loss', sin(n), 1700000000000 + n, run, n, false FROM unnest($1::text[]) AS run, generate_series(0, ${POINTS - 1}) AS n`,
            [theirs],
          );
          await sql.query('VACUUM ANALYZE metrics');
        });
        const ours: string[] = [];
        for (let index = 0; index < CURVES; index++) ours.push((await log(POINTS)).run);
        const query = new URLSearchParams([
          ...theirs.map((id): [string, string] => ['run_ids', id]),
          ['metric_key', 'loss'],
          ['max_results', String(POINTS_SHOWN)],
        ]);
        const { query: ask } = await platform();
        return beside(
          server.version,
          () => server.get('metrics/get-history-bulk-interval', query),
          () => ask(`query ($runs: [ID!]!) { curves(runs: $runs, keys: ["loss"], pixels: ${PIXELS}) { steps values } }`, { runs: ours }),
          2,
        );
      }),
  },
  {
    id: 'T1',
    title: 'first page of 100 runs of 100,000 in the usual order: MLflow ÷ ours',
    floor: 15,
    target: 30,
    run: () =>
      withMlflow(async (server) => {
        await Promise.all([fillBoard(server), board()]);
        return beside(
          server.version,
          () => search(server),
          () => page({}),
          10,
        );
      }),
  },
  {
    id: 'T2',
    title: 'pages by metric, filtered and by metric, and at place 90,000: the smallest of MLflow ÷ ours',
    floor: 15,
    target: 30,
    run: () =>
      withMlflow(async (server) => {
        await Promise.all([fillBoard(server), board()]);
        const after = await deepCursor();
        const deep = Buffer.from(JSON.stringify({ offset: 90_000 })).toString('base64');
        const kinds: [string, object, Parameters<typeof page>[0]][] = [
          ['by metric', { order_by: ['metrics.metric_3 DESC'] }, { orderBy: { by: 'METRIC', key: 'metric_3' } }],
          [
            'filtered',
            { filter: "metrics.metric_1 > 0.9 and params.param_3 = 'value 6'", order_by: ['metrics.metric_1 DESC'] },
            { filter: { query: 'metrics.metric_1 > 0.9 and params.param_3 = "value 6"' }, orderBy: { by: 'METRIC', key: 'metric_1' } },
          ],
          ['deep', { page_token: deep }, { after }],
        ];
        const found: { kind: string; ratio: number; detail: string }[] = [];
        for (const [kind, theirs, ours] of kinds)
          found.push({
            kind,
            ...(await beside(
              server.version,
              () => search(server, theirs),
              () => page(ours),
              6,
            )),
          });
        return {
          ratio: Math.min(...found.map(({ ratio }) => ratio)),
          detail: found.map(({ kind, ratio, detail }) => `${kind} ${ratio.toFixed(0)} (${detail})`).join('; '),
        };
      }),
  },
];
