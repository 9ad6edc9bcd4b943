import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../../support/api-client.ts';
import { openWorld, type Project, type World } from '../../../../support/world.ts';

let world: World;
let project: Project;
let api: ApiClient;

beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
  api = project.owner;
});
afterAll(() => world.close());

const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { id number status } }';
const APPEND = 'mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }';

async function startRun(): Promise<string> {
  return (await api.query(START, { input: { project: project.id } })).startRun.id;
}

const pack = (values: number[] | Float64Array) => Buffer.from(Float64Array.from(values).buffer).toString('base64');
const bitsOf = (text: string) => Array.from(new BigUint64Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer));

// Doubles that something on the way might alter: JSON, JavaScript, PostgreSQL's text, a shorter type.
const ODD = [
  Number.NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2.2250738585072014e-308,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  Number.MAX_VALUE,
  0.1 + 0.2,
  1 / 3,
];
const STEPS = [5, -1, -1, 2 ** 53 - 1, -(2 ** 53) + 1, 0, -0, 0.5, 1e300, 5, 4, 3, Number.MIN_VALUE, 7];

describe('values of points', () => {
  it('come back bit for bit, in order of step and of arrival', async () => {
    const run = await startRun();
    const payload = new BigUint64Array(Float64Array.from(ODD).buffer);
    payload[0] = 0x7ff8_dead_beef_0001n;
    const values = Buffer.from(payload.buffer).toString('base64');
    const times = STEPS.map((_, index) => 1.7e12 + index * 0.25);
    await api.query(APPEND, {
      input: { run, writer: 'w', sequence: 0, columns: [{ key: 'odd', steps: pack(STEPS), values, times: pack(times) }] },
    });
    const { curves } = (
      await api.query('query ($run: ID!) { run(id: $run) { curves(keys: ["odd"]) { steps values times exact columns count } } }', { run })
    ).run;
    const order = STEPS.map((_, index) => index).sort((a, b) => STEPS[a]! - STEPS[b]! || a - b);
    expect(bitsOf(curves[0].values)).toEqual(order.map((index) => payload[index]));
    expect(bitsOf(curves[0].steps)).toEqual(bitsOf(pack(order.map((index) => STEPS[index]!))));
    expect(bitsOf(curves[0].times)).toEqual(bitsOf(pack(order.map((index) => times[index]!))));
    expect(curves[0]).toMatchObject({ exact: true, columns: 0, count: ODD.length });
  });

  it('come back bit for bit when logged one by one as JSON', async () => {
    const run = await startRun();
    const named = (value: number) => (Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : String(value));
    for (const [step, value] of ODD.entries()) {
      await api.query('mutation ($run: ID!, $points: [MetricPointInput!]!) { logMetrics(run: $run, points: $points) }', {
        run,
        points: [{ key: 'odd', step, value: named(value) }],
      });
    }
    const { curves, metrics } = (
      await api.query(
        'query ($run: ID!) { run(id: $run) { curves(keys: ["odd"]) { values } metrics { last min minStep max maxStep count best } } }',
        { run },
      )
    ).run;
    expect(bitsOf(curves[0].values)).toEqual(bitsOf(pack(ODD)));
    expect(metrics[0]).toEqual({
      last: 1 / 3,
      min: -Number.MIN_VALUE,
      minStep: 6,
      max: Number.MAX_VALUE,
      maxStep: 11,
      count: ODD.length,
      best: Number.MAX_VALUE,
    });
  });

  it('are summed up with their names where JSON has no number', async () => {
    const run = await startRun();
    await api.query(APPEND, {
      input: {
        run,
        writer: 'w',
        sequence: 0,
        columns: [
          { key: 'a', values: pack([1, Number.NaN]) },
          { key: 'b', values: pack([-0]) },
          { key: 'c', values: pack([-Infinity]) },
        ],
      },
    });
    const { metrics } = (await api.query('query ($run: ID!) { run(id: $run) { metrics { key last min } } }', { run })).run;
    expect(metrics).toEqual([
      { key: 'a', last: 'NaN', min: 1 },
      { key: 'b', last: '-0', min: '-0' },
      { key: 'c', last: '-Infinity', min: null },
    ]);
  });
});

describe('starting a run', () => {
  it('starts one run for one idempotency key', async () => {
    const input = { project: project.id, name: 'once', idempotencyKey: 'one' };
    const first = await api.query(START, { input });
    expect(await api.query(START, { input })).toEqual(first);
    expect((await api.refused(START, { input: { ...input, name: 'twice' } })).code).toBe('CONFLICT');
  });
});

describe('appending', () => {
  it('acknowledges a repeated batch and refuses another under its number', async () => {
    const run = await startRun();
    const input = { run, writer: 'w', sequence: 3, columns: [{ key: 'loss', values: pack([3, 2, 1]) }] };
    expect(await api.query(APPEND, { input })).toEqual({ appendMetrics: true });
    expect(await api.query(APPEND, { input })).toEqual({ appendMetrics: true });
    expect(await api.refused(APPEND, { input: { ...input, columns: [{ key: 'loss', values: pack([3, 2, 0]) }] } })).toMatchObject({
      code: 'CONFLICT',
    });
    expect((await api.query('query ($run: ID!) { run(id: $run) { metrics { count last } } }', { run })).run.metrics).toEqual([
      { count: 3, last: 1 },
    ]);
  });

  it.each([
    ['no values', { key: 'a', values: '' }, 'The column "a" has no values'],
    ['as many steps as values', { key: 'a', values: pack([1, 2]), steps: pack([1]) }, 'The column "a" has 2 values and 1 steps'],
    [
      'finite steps',
      { key: 'a', values: pack([1, 2]), steps: pack([1, Number.NaN]) },
      'The column "a" has the step NaN at position 1: a step is a finite number',
    ],
    ['a name', { key: '', values: pack([1]) }, "A metric's name has 1 to 250 characters, got 0"],
    [
      'one kind of steps',
      { key: 'a', values: pack([1]), steps: pack([1]), start: 1 },
      'The column "a" has steps and a start or stride: give one of them',
    ],
  ])('wants %s', async (_what, column, message) => {
    const run = await startRun();
    expect(await api.refused(APPEND, { input: { run, writer: 'w', sequence: 0, columns: [column] } })).toEqual({
      code: 'INVALID_INPUT',
      message,
    });
  });

  it('is refused once the run is over', async () => {
    const run = await startRun();
    await api.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { status finishedAt durationMs } }', { run });
    expect(
      await api.refused(APPEND, { input: { run, writer: 'w', sequence: 0, columns: [{ key: 'a', values: pack([1]) }] } }),
    ).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('curves', () => {
  it('of many points are M4 and say what they left out', async () => {
    const run = await startRun();
    const values = Float64Array.from({ length: 64_000 }, (_, index) => Math.sin(index / 1000));
    values[33_333] = 50;
    await api.query(APPEND, { input: { run, writer: 'w', sequence: 0, columns: [{ key: 'a', values: pack(values) }] } });
    const curve = async (rest: string) =>
      (
        await api.query(
          `query ($run: ID!) { run(id: $run) { curves(keys: ["a"], ${rest}) { values steps exact columns count cursor } } }`,
          { run },
        )
      ).run.curves[0];
    const wide = await curve('pixels: 100');
    expect(wide).toMatchObject({ columns: 100, count: 64_000, cursor: 64_000 });
    const drawn = new Float64Array(Uint8Array.from(Buffer.from(wide.values, 'base64')).buffer);
    expect(drawn.length).toBeLessThanOrEqual(400);
    expect(drawn).toContain(50);
    expect((await curve('pixels: 100, from: 0, to: 64000')).exact).toBe(true);
    const near = await curve('pixels: 100, from: 33330, to: 33340');
    expect(Buffer.from(near.steps, 'base64').length / 8).toBe(11);
    const tail = await curve('since: 63998');
    expect(bitsOf(tail.values)).toEqual(bitsOf(pack(values.slice(-2))));
  });
});
