/** What it takes to draw: R3–R5. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GraphQLFloat, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import type pg from 'pg';
import type { BenchRow } from '../harness.ts';
import { APPEND, caller, pack, platform, quantile, timings, withSql } from './platform.ts';
import { difference, paint } from './raster.ts';
import { copyBytes, copyRows, createRowTable } from './row-table.ts';

export const PIXELS = 800;

export const valueAt = (step: number) => Math.exp(-step / 3e5) + Math.sin(step * 12.9898) * Math.sin(step * 0.7133) * 0.2;
const series = new Map<number, Promise<{ run: string; values: Float64Array }>>();

/** A run with one metric of so many noisy points, logged through the API. */
function seriesOf(count: number) {
  const known = series.get(count) ?? log(count);
  series.set(count, known);
  return known;
}

export async function log(count: number) {
  const { query, startRun } = await platform();
  const run = await startRun();
  const values = Float64Array.from({ length: count }, (_, step) => valueAt(step));
  const times = (start: number, length: number) => pack(Float64Array.from({ length }, (_, index) => 1.7e12 + (start + index) * 3));
  for (let start = 0, sequence = 0; start < count; start += 102_400, sequence++) {
    const part = values.subarray(start, start + 102_400);
    await query(APPEND, {
      input: { run, writer: 'bench', sequence, columns: [{ key: 'loss', start, values: pack(part), times: times(start, part.length) }] },
    });
  }
  return { run, values };
}

interface Curve {
  readonly steps: string;
  readonly values: string;
  readonly exact: boolean;
}

async function curve(run: string, rest = ''): Promise<Curve> {
  const { query } = await platform();
  const answer = await query<{ curves: Curve[] }>(
    `query ($run: ID!) { curves(runs: [$run], keys: ["loss"], pixels: ${PIXELS}${rest}) { steps values exact count } }`,
    { run },
  );
  return answer.curves[0]!;
}

const doubles = (text: string) => new Float64Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);

export const rows: BenchRow[] = [
  {
    id: 'R3',
    title: `curve of ${PIXELS} pixels: at 1 M points ÷ at 10 k points`,
    floor: 3,
    target: 1.5,
    better: 'lower',
    async run() {
      const [long, short] = [await seriesOf(1_000_000), await seriesOf(10_000)];
      const times = { long: [] as number[], short: [] as number[] };
      for (let turn = 0; turn < 60; turn++) {
        times.long.push(...(await timings(1, () => curve(long.run), turn === 0 ? 5 : 0)));
        times.short.push(...(await timings(1, () => curve(short.run), turn === 0 ? 5 : 0)));
      }
      const [a, b] = [quantile(times.long, 0.5), quantile(times.short, 0.5)];
      return { ratio: a / b, detail: `${a.toFixed(1)} ÷ ${b.toFixed(1)} ms` };
    },
  },
  {
    id: 'R4',
    title:
      'share of painted pixels that differ from the full line, 1 M noisy points, any width; columns of whole buckets must differ in none',
    floor: 0.01,
    target: 0.002,
    better: 'lower',
    async run() {
      const { run, values } = await seriesOf(1_000_000);
      const steps = Float64Array.from(values, (_, step) => step);
      const share = async (to: number) => {
        const { steps: kept, values: drawn, exact } = await curve(run, `, from: 0, to: ${to}`);
        const frame = { width: PIXELS, height: 300, from: 0, to, low: -0.25, high: 1.25 };
        const inside = steps.findLastIndex((step) => step <= to) + 1;
        return {
          exact,
          share: difference(
            paint(steps.subarray(0, inside), values.subarray(0, inside), frame),
            paint(doubles(kept), doubles(drawn), frame),
          ),
        };
      };
      const any = await share(999_999);
      const whole = await share(PIXELS * 64 * 15);
      if (!whole.exact || whole.share > 0)
        return { ratio: Number.NaN, detail: `columns of whole buckets: exact ${whole.exact}, ${whole.share} differ` };
      return { ratio: any.share, detail: `${(any.share * 100).toFixed(3)} % at any width, 0 where columns hold whole buckets` };
    },
  },
  {
    id: 'R5',
    title: 'a curve of 100 k points as a GraphQL list of objects out of a row table ÷ packed M4 through our API, both over HTTP',
    floor: 30,
    target: 80,
    async run() {
      const { run, values } = await seriesOf(100_000);
      const steps = Float64Array.from(values, (_, step) => step);
      return withSql(async (sql) => {
        await createRowTable(sql);
        await copyRows(sql, copyBytes([{ series: 1, steps, values, time: 1.7e12 }]));
        const peer = await serveRows(sql);
        const times = { ours: [] as number[], objects: [] as number[] };
        for (let turn = 0; turn < 9; turn++) {
          times.objects.push(...(await timings(1, () => peer.query('{ points { step value } }'), turn === 0 ? 2 : 0)));
          times.ours.push(...(await timings(5, () => curve(run), turn === 0 ? 20 : 1)));
        }
        peer.close();
        const [objects, ours] = [quantile(times.objects, 0.5), quantile(times.ours, 0.5)];
        return { ratio: objects / ours, detail: `${objects.toFixed(0)} ÷ ${ours.toFixed(1)} ms` };
      });
    },
  },
];

/** Points of a row table as most trackers hand them out: a list of objects, by GraphQL over HTTP. */
async function serveRows(sql: pg.Client) {
  const required = { type: new GraphQLNonNull(GraphQLFloat) };
  const point = new GraphQLObjectType({ name: 'Point', fields: { step: required, value: required } });
  const resolve = async () => (await sql.query('SELECT step, value FROM bench_point WHERE series = 1 ORDER BY step')).rows;
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { points: { type: new GraphQLList(point), resolve } } }),
  });
  const handler = createHandler({ schema });
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { query: caller(`http://127.0.0.1:${port}`, {}), close: () => server.close().closeAllConnections() };
}
