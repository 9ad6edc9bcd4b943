/** What it takes to log: I1, I3, I5–I8. */
import pg from 'pg';
import type { BenchRow } from '../harness.ts';
import { batchPointsPerSecond, mlflow, pointCallsPerSecond } from './mlflow.ts';
import { APPEND, pack, type Platform, platform, quantile, ratePerSecond, rowPlatform, timings, withSql } from './platform.ts';
import { copyBytes, copyRows, createRowTable, type RowColumn } from './row-table.ts';

type Query = Platform['query'];

const KEYS = 10;
const POINTS = 1_000;
const CLIENTS = 4;
const FOR_MS = 5_000;

// Where MLflow is not installed: MLflow 3.6 with two workers on a PostgreSQL of the same kind, measured beside an early version of this.
const MLFLOW_ONCE = { batchPointsPerSecond: 8_400, pointCallsPerSecond: 126 };

interface Peer {
  readonly rate: number;
  readonly name: string;
}

/** What MLflow's log-batch takes, from as many clients as ours. */
async function mlflowBatches(): Promise<Peer> {
  const server = await mlflow();
  if (server === undefined) return { rate: MLFLOW_ONCE.batchPointsPerSecond, name: 'MLflow 3.6 as measured once, not beside' };
  return { rate: await batchPointsPerSecond(server, CLIENTS, 4_000), name: `MLflow ${server.version} beside` };
}

let batches: Promise<Peer> | undefined;
const mlflowBatchesOnce = () => (batches ??= mlflowBatches());

async function mlflowCalls(clients: number): Promise<Peer> {
  const server = await mlflow();
  if (server === undefined) return { rate: MLFLOW_ONCE.pointCallsPerSecond, name: 'MLflow 3.6 as measured once, not beside' };
  return { rate: await pointCallsPerSecond(server, clients, 4_000), name: `MLflow ${server.version} beside` };
}

/** Points of a training: a noisy curve that falls, a few milliseconds apart. */
function columnOf(series: number, batch: number): RowColumn {
  const steps = Float64Array.from({ length: POINTS }, (_, index) => batch * POINTS + index);
  return {
    series,
    steps,
    values: steps.map((step) => Math.exp(-step / 50_000) + Math.sin(step * 12.9898 + series) * 0.05),
    time: 1.7e12 + batch,
  };
}

interface PackedColumn {
  readonly key: string;
  readonly values: string;
  readonly times: string;
}

/** Columns of batches, made beforehand: a client that computes them would be a part of what is measured. */
const packedColumns: readonly PackedColumn[][] = Array.from({ length: 40 }, (_, turn) =>
  Array.from({ length: KEYS }, (_key, key) => {
    const { values, time } = columnOf(key, turn);
    return { key: `metric_${key}`, values: pack(values), times: pack(values.map((_value, index) => time + index * 3)) };
  }),
);

/** Packed appends a second, through a server. */
async function packedRate(query: Query, ms: number): Promise<number> {
  const { startRun } = await platform();
  const runs = await Promise.all(Array.from({ length: CLIENTS }, startRun));
  const rate = await ratePerSecond(CLIENTS, ms, (client, turn) => {
    const columns = packedColumns[turn % packedColumns.length]!.map((column) => ({ ...column, start: turn * POINTS, stride: 1 }));
    return query(APPEND, { input: { run: runs[client], writer: 'bench', sequence: turn, columns } });
  });
  return rate * KEYS * POINTS;
}

let packed: Promise<number> | undefined;
const packedOnce = () => (packed ??= platform().then(({ query }) => packedRate(query, FOR_MS)));

/** Two things measured in turns, so that what else the machine does meanwhile meets both alike: the means of the rounds. */
async function inTurns(rounds: number, one: () => Promise<number>, other: () => Promise<number>): Promise<[number, number]> {
  let [first, second] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    first += (await one()) / rounds;
    second += (await other()) / rounds;
  }
  return [first, second];
}

/** Connections for the baselines, each with a name of its own for its prepared statement. */
async function withClients<Result>(work: (clients: pg.Client[]) => Promise<Result>): Promise<Result> {
  const { databaseUrl } = await platform();
  const clients = Array.from({ length: CLIENTS }, () => new pg.Client({ connectionString: databaseUrl }));
  await Promise.all(clients.map((client) => client.connect()));
  try {
    await createRowTable(clients[0]!);
    return await work(clients);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

const columnsOf = (client: number, turn: number) => Array.from({ length: KEYS }, (_, key) => columnOf(client * KEYS + key, turn));
const millions = (rate: number) => `${(rate / 1e6).toFixed(2)} M points/s`;

export const rows: BenchRow[] = [
  {
    id: 'I1',
    title: 'packed appends ÷ the same appends stored as a row per point by INSERT … unnest, both through GraphQL of the same server',
    floor: 3,
    target: 8,
    async run() {
      const [{ query }, queryRows] = [await platform(), await rowPlatform()];
      await withSql(createRowTable);
      const [ours, rows] = await inTurns(
        3,
        () => packedRate(query, 2_000),
        () => packedRate(queryRows, 2_000),
      );
      packed = Promise.resolve(ours);
      const peer = await mlflowBatchesOnce();
      return {
        ratio: ours / rows,
        detail: `${millions(ours)} ÷ ${millions(rows)}, ${CLIENTS} clients, ${KEYS} keys × ${POINTS} points a request, three rounds in turns; ${Math.round(ours / peer.rate)} × log-batch of ${peer.name} (${Math.round(peer.rate)} points/s)`,
      };
    },
  },
  {
    id: 'I3',
    title: 'packed appends through GraphQL ÷ raw binary COPY into a row table with key (series, step)',
    floor: 0.5,
    target: 1,
    async run() {
      const ours = await packedOnce();
      const bytes = Array.from({ length: CLIENTS }, (_, client) =>
        Array.from({ length: 60 }, (_turn, turn) => copyBytes(columnsOf(client, turn))),
      );
      const rows = await withClients((clients) =>
        ratePerSecond(CLIENTS, 2_500, async (client, turn) => {
          const chunk = bytes[client]![turn % 60]!;
          if (turn > 0 && turn % 60 === 0)
            await clients[client]!.query('DELETE FROM bench_point WHERE series BETWEEN $1 AND $2', [
              client * KEYS,
              client * KEYS + KEYS - 1,
            ]);
          await copyRows(clients[client]!, chunk);
        }),
      );
      return {
        ratio: ours / (rows * KEYS * POINTS),
        detail: `${millions(ours)} ÷ ${millions(rows * KEYS * POINTS)} (COPY's bytes made beforehand)`,
      };
    },
  },
  {
    id: 'I5',
    title: 'lists of points as JSON objects ÷ MLflow log-batch',
    floor: 5,
    target: 8,
    async run() {
      const { query, startRun } = await platform();
      const runs = await Promise.all(Array.from({ length: CLIENTS }, startRun));
      const rate = await ratePerSecond(CLIENTS, 3_000, (client, turn) => {
        const points = Array.from({ length: 1_000 }, (_, index) => ({
          key: 'loss',
          step: turn * 1_000 + index,
          value: Math.sin(index),
          time: 1.7e12 + index,
        }));
        return query('mutation ($run: ID!, $points: [MetricPointInput!]!) { logMetrics(run: $run, points: $points) }', {
          run: runs[client],
          points,
        });
      });
      const peer = await mlflowBatchesOnce();
      return {
        ratio: (rate * 1_000) / peer.rate,
        detail: `${Math.round(rate * 1_000)} ÷ ${Math.round(peer.rate)} points/s (${peer.name})`,
      };
    },
  },
  {
    id: 'I6',
    title: 'one-point calls ÷ MLflow log-metric',
    floor: 5,
    target: 8,
    async run() {
      const { query, startRun } = await platform();
      const clients = 8;
      const runs = await Promise.all(Array.from({ length: clients }, startRun));
      const rate = await ratePerSecond(clients, 4_000, (client, turn) =>
        query(APPEND, {
          input: {
            run: runs[client],
            writer: 'bench',
            sequence: turn,
            columns: [{ key: 'loss', start: turn, values: pack([Math.sin(turn)]) }],
          },
        }),
      );
      const peer = await mlflowCalls(clients);
      return {
        ratio: rate / peer.rate,
        detail: `${Math.round(rate)} ÷ ${Math.round(peer.rate)} calls/s (${peer.name}), ${clients} clients, each durable when answered`,
      };
    },
  },
  {
    id: 'I7',
    title: 'bytes per point on disk with indexes: row table ÷ ours',
    floor: 5,
    target: 10,
    async run() {
      const { query, startRun } = await platform();
      const run = await startRun();
      const batches = 100;
      const size = (tables: string[]) =>
        withSql(async (sql) => {
          for (const table of tables) await sql.query(`VACUUM FULL ${table}`);
          const { rows: found } = await sql.query(
            `SELECT sum(pg_total_relation_size(t::regclass))::float8 AS bytes FROM unnest($1::text[]) AS t`,
            [tables],
          );
          return found[0].bytes as number;
        });
      const tables = ['"MetricChunk"', '"MetricSeries"', '"IngestBatch"'];
      const before = await size(tables);
      for (let turn = 0; turn < batches; turn++) {
        const columns = Array.from({ length: KEYS }, (_, key) => {
          const { values, time } = columnOf(key, turn);
          return {
            key: `metric_${key}`,
            start: turn * POINTS,
            values: pack(values),
            times: pack(values.map((_value, index) => time + index * 3)),
          };
        });
        await query(APPEND, { input: { run, writer: 'bench', sequence: turn, columns } });
      }
      const ours = ((await size(tables)) - before) / (batches * KEYS * POINTS);
      await withSql(async (sql) => {
        await createRowTable(sql);
        for (let turn = 0; turn < batches; turn++) await copyRows(sql, copyBytes(columnsOf(0, turn)));
      });
      const theirs = (await size(['bench_point'])) / (batches * KEYS * POINTS);
      return { ratio: theirs / ours, detail: `${theirs.toFixed(1)} ÷ ${ours.toFixed(1)} bytes, times included, after VACUUM FULL` };
    },
  },
  {
    id: 'I8',
    title: 'the larger of: sending a stored batch again ÷ sending it first; appending at 1 M ÷ at 10 k points of history',
    floor: 1.5,
    target: 1.1,
    better: 'lower',
    async run() {
      const { query, startRun } = await platform();
      const [long, short] = [await startRun(), await startRun()];
      const batch = (run: string, turn: number) =>
        query(APPEND, {
          input: {
            run,
            writer: 'bench',
            sequence: turn,
            columns: [{ key: 'loss', start: turn * POINTS, values: pack(columnOf(0, turn).values) }],
          },
        });
      for (let turn = 0; turn < 10; turn++) await batch(short, turn);
      for (let turn = 0; turn < 1_000; turn += 20) await Promise.all(Array.from({ length: 20 }, (_, index) => batch(long, turn + index)));
      const times = { first: [] as number[], again: [] as number[], long: [] as number[] };
      for (let turn = 0; turn < 60; turn++) {
        times.long.push(...(await timings(1, () => batch(long, 1_000 + turn), 0)));
        times.first.push(...(await timings(1, () => batch(short, 10 + turn), 0)));
        times.again.push(...(await timings(1, () => batch(short, 10 + turn), 0)));
      }
      const median = (values: number[]) => quantile(values, 0.5);
      const [again, history] = [median(times.again) / median(times.first), median(times.long) / median(times.first)];
      return {
        ratio: Math.max(again, history),
        detail: `again ${again.toFixed(2)}, history ${history.toFixed(2)} (first sending ${median(times.first).toFixed(1)} ms)`,
      };
    },
  },
];
