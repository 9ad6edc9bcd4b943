import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '../../../support/api-client.ts';
import { pack, unpack } from '../../../support/launches.ts';
import { openWorld, type Project, type World } from '../../../support/world.ts';

let world: World;
let project: Project;
let api: ApiClient;
const runs: string[] = [];
const rowOf = (id: string) => Buffer.from(id, 'base64').toString().split(':')[1];

beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  api = project.owner;
  for (const given of [
    { name: '=1+1', params: { lr: -0.5, note: 'say "hi", twice' }, tags: ['-x'] },
    { name: 'two', params: { lr: 1e-3, layers: [1, 2] } },
  ]) {
    const { startRun } = await api.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
      input: { project: project.id, ...given },
    });
    runs.push(startRun.id);
  }
  await append(runs[0]!, 0, [0.25, -3]);
  await append(runs[1]!, 0, ['NaN']);
  await wait(700);
});
afterAll(() => world.close());

const append = (run: string, sequence: number, values: (number | string)[]) =>
  api.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
    input: { run, writer: 'w', sequence, columns: [{ key: 'loss', start: sequence * 10, values: pack(values.map(Number)) }] },
  });

describe('runs as a file', () => {
  const get = (file: string, query: Record<string, string> = {}) =>
    api.fetch(`/projects/${project.team.slug}/${project.slug}/${file}?${new URLSearchParams(query)}`);

  it('are CSV that a spreadsheet takes for what it is: text escaped, numbers left alone', async () => {
    const response = await get('runs.csv', {
      columns: 'number,name,params.lr,params.note,metrics.loss,tags,params.layers,test.accuracy',
      order: 'number',
      direction: 'ASC',
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=".*-runs\.csv"$/);
    expect(await response.text()).toBe(
      [
        'number,name,params.lr,params.note,metrics.loss,tags,params.layers,test.accuracy,test.accuracy low,test.accuracy high',
        `1,'=1+1,-0.5,"say ""hi"", twice",-3,"[""-x""]",,,,`,
        '2,two,0.001,,NaN,[],"[1,2]",,,',
        '',
      ].join('\r\n'),
    );
  });

  it('are one JSON object a line, filtered and sorted', async () => {
    const response = await get('runs.ndjson', { columns: 'name,metrics.loss', order: 'metrics.loss', direction: 'DESC' });
    expect(
      (await response.text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { name: '=1+1', 'metrics.loss': -3 },
      { name: 'two', 'metrics.loss': 'NaN' },
    ]);
    expect(await (await get('runs.ndjson', { columns: 'name', query: 'params.lr < 0' })).text()).toBe('{"name":"=1+1"}\n');
    expect((await (await get('runs.csv')).text()).split('\r\n')[0]).toContain('number,name,status');
  });

  it.each([
    [{ columns: 'colour' }, 400],
    [{ query: 'metrics.loss >' }, 400],
    [{ direction: 'UP' }, 400],
    [{ order: 'nothing' }, 400],
    [{ columns: 'params.a\0b' }, 400],
    [{ query: 'name = "\0"' }, 400],
  ])('are refused before the first byte for %j', async (query, status) => {
    const response = await get('runs.csv', query as Record<string, string>);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it('are sorted once, however many they are, by what no index knows too', async () => {
    const big = await world.team().project();
    const sql = new pg.Client({ connectionString: world.databaseUrl });
    await sql.connect();
    // A third have no value; of the others two have each.
    await sql.query(
      `INSERT INTO "Run" (id, "teamId", "projectId", number, name, kind, "createdBy", params)
       SELECT uuidv7(), $1, $2, n, 'r', 'EXTERNAL', 'me', CASE WHEN n % 3 = 0 THEN '{}' ELSE jsonb_build_object('x', (n * 7919) % 600) END FROM generate_series(1, 1200) AS n`,
      [rowOf(big.team.id), rowOf(big.id)],
    );
    await sql.end();
    const sent = vi.spyOn(pg.Client.prototype, 'query');
    const response = await big.owner.fetch(
      `/projects/${big.team.slug}/${big.slug}/runs.ndjson?columns=number,params.x&order=params.x&direction=ASC`,
    );
    const rows = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { number: number; 'params.x': number | null });
    const sorts = sent.mock.calls.filter(([statement]) => JSON.stringify(statement).includes('ORDER BY (r.params #>'));
    sent.mockRestore();
    const value = (n: number) => (n % 3 === 0 ? Infinity : (n * 7919) % 600);
    const order = Array.from({ length: 1200 }, (_, index) => index + 1).toSorted((a, b) => {
      const [x, y] = [value(a), value(b)];
      return x === y ? (x === Infinity ? b - a : a - b) : x - y;
    });
    expect(rows.map(({ number }) => number)).toEqual(order);
    expect(sorts).toHaveLength(1);
  });

  it('are only of a project that there is, in a form that there is', async () => {
    expect((await get('runs.xls')).status).toBe(404);
    expect((await api.fetch(`/projects/${project.team.slug}/nothing/runs.csv`)).status).toBe(404);
  });
});

describe('curves by address', () => {
  const get = (run: string, query = 'key=loss', headers: Record<string, string> = {}) =>
    api.fetch(`/curves/${rowOf(run)}?${query}`, { headers });
  type Answer = { curves: { key: string; values: string; xs: string; times: string }[] };

  it('say with a tag whether anything has come since, and are for ever once the run has finished', async () => {
    const run = (await api.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project: project.id }))
      .startRun.id;
    await append(run, 0, [3, 2]);
    const first = await get(run);
    const tag = first.headers.get('etag')!;
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(((await first.json()) as Answer).curves.map(({ values }) => unpack(values))).toEqual([[3, 2]]);
    const again = await get(run, 'key=loss', { 'if-none-match': tag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await append(run, 1, [1]);
    const grown = await get(run, 'key=loss', { 'if-none-match': tag });
    expect(grown.status).toBe(200);
    expect(((await grown.json()) as Answer).curves.map(({ values, xs }) => [unpack(values), unpack(xs)])).toEqual([
      [
        [3, 2, 1],
        [0, 1, 10],
      ],
    ]);
    await api.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run });
    const last = await get(run);
    expect(last.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(last.headers.get('vary')).toBe('Cookie, Authorization');
    expect((await get(run, 'key=loss', { 'if-none-match': last.headers.get('etag')! })).status).toBe(304);
    expect((await get(run, 'key=loss&pixels=100')).headers.get('etag')).not.toBe(last.headers.get('etag'));
  });

  it.each(['pixels=0', 'pixels=1.5', 'pixels=wide', 'key=%00', 'x=MOON', 'from=a'])('are refused with %s', async (query) => {
    expect((await get(runs[0]!, `key=loss&${query}`)).status).toBe(400);
  });
});
