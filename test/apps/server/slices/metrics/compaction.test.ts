import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { groupsToMerge } from '../../../../../apps/server/src/slices/metrics/compaction-rules.ts';
import { pack, unpack } from '../../../../support/launches.ts';
import { openWorldForTest } from '../../../../support/world.ts';

describe('what is merged', () => {
  it('never passes a whole chunk, leaves nothing out and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1023 }), { maxLength: 200 }), fc.boolean(), (counts, isOver) => {
        let seq = 0;
        const pieces = counts.map((count) => {
          const piece = { seq, count };
          seq += count;
          return piece;
        });
        const groups = groupsToMerge(pieces, isOver);
        for (const group of groups) {
          expect(group.length).toBeGreaterThan(1);
          expect(group.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(1024);
          for (const [index, piece] of group.entries())
            if (index > 0) expect(piece.seq).toBe(group[index - 1]!.seq + group[index - 1]!.count);
        }
        expect(new Set(groups.flat()).size).toBe(groups.flat().length);
      }),
    );
  });

  it('does not reach over a chunk that is whole already', () => {
    expect(
      groupsToMerge(
        [
          { seq: 0, count: 1 },
          { seq: 1025, count: 1 },
        ],
        true,
      ),
    ).toEqual([]);
  });

  it('waits for more while the series grows', () => {
    const few = [
      { seq: 0, count: 1 },
      { seq: 1, count: 1 },
    ];
    expect(groupsToMerge(few, false)).toEqual([]);
    expect(groupsToMerge(few, true)).toEqual([few]);
  });
});

describe('points that came one by one', () => {
  it('are merged in the background without a bit being changed', async () => {
    const world = await openWorldForTest();
    const { owner, id: project } = await world.team().project();
    const { startRun } = await owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project });
    const values = Array.from({ length: 300 }, (_, index) => (index % 50 === 0 ? Number.NaN : Math.sin(index)));
    for (let start = 0; start < values.length; start += 50) {
      await Promise.all(
        values.slice(start, start + 50).map((value, index) =>
          owner.query('mutation ($input: AppendMetricsInput!) { appendMetrics(input: $input) }', {
            input: {
              run: startRun.id,
              writer: 'w',
              sequence: start + index,
              columns: [{ key: 'a', steps: pack([start + index]), values: pack([value]) }],
            },
          }),
        ),
      );
    }
    const sql = new pg.Client({ connectionString: world.databaseUrl });
    await sql.connect();
    const chunks = async () => (await sql.query('SELECT count(*)::int AS count FROM "MetricChunk"')).rows[0].count as number;
    for (let tries = 0; tries < 100 && (await chunks()) > 20; tries++) await wait(100);
    expect(await chunks()).toBeLessThanOrEqual(20);
    await owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run: startRun.id });
    for (let tries = 0; tries < 100 && (await chunks()) > 1; tries++) await wait(100);
    expect(await chunks()).toBe(1);
    await sql.end();
    const { run } = await owner.query('query ($id: ID!) { run(id: $id) { metrics { count } curves(keys: ["a"]) { steps values } } }', {
      id: startRun.id,
    });
    expect(run.metrics).toEqual([{ count: 300 }]);
    expect(unpack(run.curves[0].steps)).toEqual(values.map((_, index) => index));
    expect(unpack(run.curves[0].values)).toEqual(values);
  });
});
