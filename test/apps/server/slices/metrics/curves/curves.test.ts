import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../../../support/api-client.ts';
import { pack, unpack } from '../../../../../support/launches.ts';
import { openWorld, type Project, type World } from '../../../../../support/world.ts';

let world: World;
let project: Project;
let api: ApiClient;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  api = project.owner;
});
afterAll(() => world.close());

interface Column {
  key: string;
  values: number[];
  steps?: number[];
  times?: number[];
}

let sequence = 0;
async function append(run: string, ...columns: Column[]): Promise<void> {
  await api.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
    input: {
      run,
      writer: 'w',
      sequence: sequence++,
      columns: columns.map(({ key, values, steps, times }) => ({
        key,
        values: pack(values),
        ...(steps && { steps: pack(steps) }),
        ...(times && { times: pack(times) }),
      })),
    },
  });
}

async function startRun(...columns: Column[]): Promise<string> {
  const { startRun: run } = await api.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', {
    project: project.id,
  });
  if (columns.length > 0) await append(run.id, ...columns);
  return run.id;
}

const CURVES = `query ($runs: [ID!]!, $keys: [String!]!, $first: Boolean, $x: CurveAxis, $from: Float, $to: Float, $pixels: Int) {
  curves(runs: $runs, keys: $keys, firstKeyOnly: $first, x: $x, from: $from, to: $to, pixels: $pixels) { run key xs steps values count exact columns isWhole cursor } }`;
interface Curve {
  run: string;
  key: string;
  xs: number[];
  steps: number[];
  values: number[];
  exact: boolean;
  columns: number;
}
async function curves(variables: object): Promise<Curve[]> {
  const answer = await api.query<{ curves: (Omit<Curve, 'xs' | 'steps' | 'values'> & { xs: string; steps: string; values: string })[] }>(
    CURVES,
    variables,
  );
  return answer.curves.map((each) => ({ ...each, xs: unpack(each.xs), steps: unpack(each.steps), values: unpack(each.values) }));
}

const range = (count: number, of: (index: number) => number = (index) => index) => Array.from({ length: count }, (_, index) => of(index));
const noise = (index: number) => Math.sin(index * 12.9898) * 43758.5453 - Math.floor(Math.sin(index * 12.9898) * 43758.5453);

describe('curves of several runs and metrics', () => {
  it('come in one answer, in the order asked for, of those that there are', async () => {
    const a = await startRun({ key: 'loss', values: [3, 2, 1] }, { key: 'acc', values: [0.1, 0.2] });
    const b = await startRun({ key: 'acc', values: [0.5] });
    const found = await curves({ runs: [b, a], keys: ['loss', 'acc', 'none'] });
    expect(found.map(({ run, key, values }) => [run, key, values])).toEqual([
      [b, 'acc', [0.5]],
      [a, 'loss', [3, 2, 1]],
      [a, 'acc', [0.1, 0.2]],
    ]);
    expect((await curves({ runs: [a, b], keys: ['loss', 'acc'], first: true })).map(({ key }) => key)).toEqual(['loss', 'acc']);
  });

  it('are refused when there are too many, or of nobody', async () => {
    const run = await startRun();
    expect((await api.refused(CURVES, { runs: [run], keys: range(201, (index) => index).map(String) })).code).toBe('INVALID_INPUT');
    expect((await api.refused(CURVES, { runs: [], keys: ['loss'] })).code).toBe('INVALID_INPUT');
    expect((await api.refused(CURVES, { runs: [run], keys: ['loss'], pixels: 0 })).code).toBe('INVALID_INPUT');
    const outsider = await world.person();
    expect((await outsider.refused(CURVES, { runs: [run], keys: ['loss'] })).code).toBe('NOT_FOUND');
  });

  it.each([
    [3_000, 'points'],
    [20_000, 'the first level'],
    [60_000, 'the second level'],
  ])('of %i points are drawn from %s without losing a spike, and exactly where columns hold whole buckets', async (count) => {
    const values = range(count, noise);
    values[Math.floor(count / 3)] = 1e6;
    const run = await startRun({ key: 'loss', values });
    const [drawn] = await curves({ runs: [run], keys: ['loss'], pixels: 50 });
    expect(drawn!.columns).toBe(50);
    expect(drawn!.values).toContain(1e6);
    expect(drawn!.values.length).toBeLessThanOrEqual(250);
    const to = 10 * 1024 * Math.floor(count / 10_240);
    if (to === 0) return;
    const [whole] = await curves({ runs: [run], keys: ['loss'], pixels: 10, from: 0, to });
    expect(whole!.exact).toBe(true);
    for (let column = 0; column < 10; column++) {
      const inside = values.slice((column * to) / 10, ((column + 1) * to) / 10 + (column === 9 ? 1 : 0));
      const kept = whole!.values.filter((_, index) => Math.min(Math.floor((whole!.xs[index]! * 10) / to), 9) === column);
      expect(Math.min(...kept)).toBe(Math.min(...inside));
      expect(Math.max(...kept)).toBe(Math.max(...inside));
      expect([kept[0], kept.at(-1)]).toEqual([inside[0], inside.at(-1)]);
    }
  });
});

describe('the x of a curve', () => {
  const start = Date.now();

  it('is the step, the time, or the time since the start of the run', async () => {
    const times = [start + 1000, start + 3000, start + 2000];
    const run = await startRun({ key: 'loss', values: [1, 2, 3], steps: [10, 20, 30], times });
    const { run: found } = await api.query('query ($run: ID!) { run(id: $run) { startedAt } }', { run });
    const startedAt = new Date(found.startedAt).getTime();
    const of = async (x: string) => (await curves({ runs: [run], keys: ['loss'], x }))[0]!;
    expect(await of('STEP')).toMatchObject({ xs: [10, 20, 30], values: [1, 2, 3] });
    expect(await of('TIME')).toMatchObject({ xs: [start + 1000, start + 2000, start + 3000], values: [1, 3, 2], steps: [10, 30, 20] });
    expect(await of('RELATIVE')).toMatchObject({ xs: times.toSorted().map((time) => time - startedAt), values: [1, 3, 2] });
    expect(await of('EPOCH')).toMatchObject({ xs: [10, 20, 30] });
  });

  it('is the epoch at that time, whatever the metric counts its steps by', async () => {
    const run = await startRun(
      { key: 'epoch', values: [0, 1, 2], steps: [0, 100, 200], times: [start, start + 1000, start + 3000] },
      { key: 'val_loss', values: [5, 4], steps: [1, 2], times: [start + 1000, start + 3000] },
      { key: 'batch_loss', values: [9, 8], steps: [50, 150], times: [start + 500, start + 2000] },
    );
    const found = await curves({ runs: [run], keys: ['val_loss', 'batch_loss'], x: 'EPOCH' });
    expect(found.map(({ xs }) => xs)).toEqual([
      [1, 2],
      [0.5, 1.5],
    ]);
  });

  it('may be cut out by time of a long curve', async () => {
    const count = 50_000;
    const run = await startRun({ key: 'loss', values: range(count, noise), times: range(count, (index) => start + index * 10) });
    const [from, to] = [start + 20_005, start + 20_105];
    const [cut] = await curves({ runs: [run], keys: ['loss'], x: 'TIME', from, to, pixels: 800 });
    expect(cut).toMatchObject({ steps: range(10, (index) => 2001 + index), exact: true, columns: 0 });
    const [long] = await curves({ runs: [run], keys: ['loss'], x: 'TIME', pixels: 20 });
    expect(long!.columns).toBe(20);
    expect([long!.xs[0], long!.xs.at(-1)]).toEqual([start, start + (count - 1) * 10]);
  });
});

describe('bands', () => {
  const BANDS = `query ($groups: [CurveGroupInput!]!, $keys: [String!]!, $pixels: Int) { curveBands(groups: $groups, keys: $keys, pixels: $pixels) { group key runs xs mean low high min max } }`;

  it('are the mean of each group with its interval and its extremes', async () => {
    const a = await startRun({ key: 'loss', values: [1, 2, 3] });
    const b = await startRun({ key: 'loss', values: [3, 4, 5] });
    const c = await startRun({ key: 'loss', values: [9] });
    const { curveBands } = await api.query(BANDS, { groups: [{ runs: [a, b] }, { runs: [c] }], keys: ['loss', 'none'] });
    expect(curveBands).toHaveLength(2);
    const [both, single] = curveBands;
    expect(both).toMatchObject({ group: 0, key: 'loss', runs: 2 });
    expect([both.xs, both.mean, both.min, both.max].map(unpack)).toEqual([
      [0, 1, 2],
      [2, 3, 4],
      [1, 2, 3],
      [3, 4, 5],
    ]);
    // Two runs that differ by 2: 12.706 × √2 / √2 to either side.
    expect(unpack(both.low)[0]).toBeCloseTo(2 - 12.706_204_736, 6);
    expect([unpack(single.mean), unpack(single.low)]).toEqual([[9], [Number.NaN]]);
  });

  it('of many points lose no spike of any run', async () => {
    const flat = range(30_000, () => 1);
    const spiked = flat.with(12_345, -500);
    const [a, b] = [await startRun({ key: 'long', values: flat }), await startRun({ key: 'long', values: spiked })];
    const { curveBands } = await api.query(BANDS, { groups: [{ runs: [a, b] }], keys: ['long'], pixels: 100 });
    const [band] = curveBands;
    expect(unpack(band.min).filter((value: number) => value === -500)).toHaveLength(1);
    expect(unpack(band.mean)).toEqual(range(100, () => 1));
    expect(unpack(band.xs)).toHaveLength(100);
  });

  it('come with the groups of a board', async () => {
    const other = await project.team.owner.query('mutation ($team: ID!) { createProject(team: $team, name: "Bands") { id slug } }', {
      team: project.team.id,
    });
    for (const [units, loss] of [
      [32, 1],
      [32, 3],
      [64, 7],
    ]) {
      const { startRun: run } = await api.query('mutation ($input: StartRunInput!) { startRun(input: $input) { id } }', {
        input: { project: other.createProject.id, params: { units } },
      });
      await append(run.id, { key: 'loss', values: [loss!, loss! + 1] });
    }
    const answer = await api.query(
      `query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { runGroups(by: [{ column: "params.units" }]) { nodes { key bands(keys: ["loss"]) { mean runs } } } } }`,
      { team: project.team.slug, slug: other.createProject.slug },
    );
    const found = answer.project.runGroups.nodes.map(({ key, bands }: { key: number[]; bands: { mean: string; runs: number }[] }) => [
      key[0],
      bands[0]!.runs,
      unpack(bands[0]!.mean),
    ]);
    expect(found).toEqual([
      [32, 2, [2, 3]],
      [64, 1, [7, 8]],
    ]);
  });

  it('are none of an outsider’s', async () => {
    const run = await startRun({ key: 'loss', values: [1] });
    const outsider = await world.person();
    expect((await outsider.refused(BANDS, { groups: [{ runs: [run] }], keys: ['loss'] })).code).toBe('NOT_FOUND');
  });
});
