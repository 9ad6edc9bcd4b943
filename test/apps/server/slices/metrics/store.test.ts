import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../../../apps/server/src/db/database.ts';
import type { Batch } from '../../../../../apps/server/src/slices/metrics/batch.ts';
import { insertBatches } from '../../../../../apps/server/src/slices/metrics/store.ts';
import { createTestDatabase, type TestDatabase } from '../../../../support/postgres.ts';

let testDatabase: TestDatabase;
let database: Database;
const teamId = randomUUID();
const projectId = randomUUID();
let number = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, onLost: () => {} });
  await database.sql.run(`INSERT INTO "Team" (id, slug, name) VALUES ($1, 't', 't')`, [teamId]);
  await database.sql.run(`INSERT INTO "Project" (id, "teamId", slug, name) VALUES ($1, $2, 'p', 'p')`, [projectId, teamId]);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

async function newRun(status = 'RUNNING'): Promise<string> {
  const id = randomUUID();
  await database.sql.run(
    `INSERT INTO "Run" (id, "teamId", "projectId", number, name, kind, status, "createdBy") VALUES ($1, $2, $3, $4, 'r', 'EXTERNAL', $5::"RunStatus", 'me')`,
    [id, teamId, projectId, ++number, status],
  );
  return id;
}

function batch(runId: string, sequence: number, columns: Record<string, [number, number][]>, writer = 'w'): Batch {
  return {
    runId,
    writer,
    sequence,
    hash: createHash('sha256')
      .update(JSON.stringify([writer, columns]))
      .digest(),
    columns: Object.entries(columns).map(([key, points]) => ({
      key,
      points: {
        steps: Float64Array.from(points, ([step]) => step),
        values: Float64Array.from(points, ([, value]) => value),
        times: new Float64Array(points.length).fill(1e12),
      },
    })),
  };
}

const seriesOf = (runId: string, key: string) =>
  database.sql.row(
    `SELECT count::int, "firstStep", "lastStep", last, min, "minStep", max, "maxStep", ordered FROM "MetricSeries" WHERE "runId" = $1 AND key = $2`,
    [runId, key],
  );
const chunksOf = (runId: string, key: string) =>
  database.sql.rows<{ seq: number; n: number }>(
    `SELECT seq::int, n FROM "MetricChunk" c JOIN "MetricSeries" s ON s.id = c.series WHERE "runId" = $1 AND key = $2 ORDER BY seq`,
    [runId, key],
  );

describe('storing batches', () => {
  it('stores points and moves the summary of their series on', async () => {
    const run = await newRun();
    expect(
      await insertBatches(database.sql, [
        batch(run, 1, {
          loss: [
            [0, 3],
            [1, 2],
          ],
          acc: [[0, 0.1]],
        }),
      ]),
    ).toEqual(['stored']);
    expect(
      await insertBatches(database.sql, [
        batch(run, 2, {
          loss: [
            [2, Number.NaN],
            [3, 5],
          ],
        }),
      ]),
    ).toEqual(['stored']);
    expect(await seriesOf(run, 'loss')).toEqual({
      count: 4,
      firstStep: 0,
      lastStep: 3,
      last: 5,
      min: 2,
      minStep: 1,
      max: 5,
      maxStep: 3,
      ordered: true,
    });
    expect(await chunksOf(run, 'loss')).toEqual([
      { seq: 0, n: 2 },
      { seq: 2, n: 2 },
    ]);
  });

  it('stores a batch once however often it comes, and calls another under its number a conflict', async () => {
    const run = await newRun();
    const first = batch(run, 1, { loss: [[0, 1]] });
    const outcomes = (await Promise.all(Array.from({ length: 8 }, () => insertBatches(database.sql, [first])))).flat();
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'stored before')).toHaveLength(7);
    expect(await insertBatches(database.sql, [batch(run, 1, { loss: [[0, 2]] })])).toEqual(['conflict']);
    expect(await seriesOf(run, 'loss')).toMatchObject({ count: 1, last: 1 });
  });

  it('stores many batches together, those of one series one after the other', async () => {
    const [run, other] = [await newRun(), await newRun()];
    const outcomes = await insertBatches(database.sql, [
      batch(run, 1, { a: [[0, 1]] }),
      batch(other, 1, { a: [[9, 9]] }),
      batch(run, 2, {
        a: [
          [1, 2],
          [2, -0],
        ],
        b: [[5, 5]],
      }),
      batch(run, 1, { a: [[0, 1]] }),
    ]);
    expect(outcomes).toEqual(['stored', 'stored', 'stored', 'stored before']);
    expect(await chunksOf(run, 'a')).toEqual([
      { seq: 0, n: 1 },
      { seq: 1, n: 2 },
    ]);
    expect(await seriesOf(run, 'a')).toEqual({
      count: 3,
      firstStep: 0,
      lastStep: 2,
      last: -0,
      min: -0,
      minStep: 2,
      max: 2,
      maxStep: 1,
      ordered: true,
    });
  });

  it('notices steps that run backwards, within a batch, between batches and between requests', async () => {
    const run = await newRun();
    await insertBatches(database.sql, [
      batch(run, 1, {
        within: [
          [1, 1],
          [0, 2],
        ],
        between: [[1, 1]],
        later: [[5, 1]],
        never: [[1, 1]],
      }),
      batch(run, 2, { between: [[0, 7]], never: [[1, 3]] }),
    ]);
    await insertBatches(database.sql, [batch(run, 3, { later: [[4, 2]], never: [[1, 2]] })]);
    expect(await seriesOf(run, 'within')).toMatchObject({ ordered: false, last: 1, firstStep: 0, lastStep: 1 });
    expect(await seriesOf(run, 'between')).toMatchObject({ ordered: false, last: 1 });
    expect(await seriesOf(run, 'later')).toMatchObject({ ordered: false, last: 1 });
    expect(await seriesOf(run, 'never')).toMatchObject({ ordered: true, last: 2, max: 3 });
  });

  it('keeps odd values in the summary', async () => {
    const run = await newRun();
    await insertBatches(database.sql, [
      batch(run, 1, {
        odd: [
          [0, Infinity],
          [1, -Infinity],
          [2, Number.NaN],
        ],
      }),
    ]);
    expect(await seriesOf(run, 'odd')).toMatchObject({ last: Number.NaN, min: null, max: null });
    await insertBatches(database.sql, [
      batch(run, 2, {
        odd: [
          [3, 5e-324],
          [4, -0],
        ],
      }),
    ]);
    expect(await seriesOf(run, 'odd')).toMatchObject({ last: -0, min: -0, max: 5e-324, maxStep: 3 });
  });

  it('takes no points for a run that is over or was never there, and still acknowledges what it had', async () => {
    const run = await newRun();
    await insertBatches(database.sql, [batch(run, 1, { a: [[0, 1]] })]);
    await database.sql.run(`UPDATE "Run" SET status = 'FINISHED' WHERE id = $1`, [run]);
    expect(
      await insertBatches(database.sql, [
        batch(run, 1, { a: [[0, 1]] }),
        batch(run, 2, { a: [[1, 1]] }),
        batch(randomUUID(), 1, { a: [[1, 1]] }),
      ]),
    ).toEqual(['stored before', 'refused', 'refused']);
  });

  it('refuses an attempt whose lease has moved on', async () => {
    const run = await newRun();
    await database.sql.run(`INSERT INTO "Launch" (id, "teamId", "runId", status, fence) VALUES ($1, $2, $3, 'LEASED', 2)`, [
      randomUUID(),
      teamId,
      run,
    ]);
    expect(await insertBatches(database.sql, [{ ...batch(run, 1, { a: [[0, 1]] }), fence: 1n }])).toEqual(['lease lost']);
    expect(await insertBatches(database.sql, [{ ...batch(run, 1, { a: [[0, 1]] }), fence: 2n }])).toEqual(['stored']);
  });

  it('cuts long columns into chunks', async () => {
    const run = await newRun();
    await insertBatches(database.sql, [batch(run, 1, { a: Array.from({ length: 2500 }, (_, index): [number, number] => [index, index]) })]);
    expect(await chunksOf(run, 'a')).toEqual([
      { seq: 0, n: 1024 },
      { seq: 1024, n: 1024 },
      { seq: 2048, n: 452 },
    ]);
  });
});
