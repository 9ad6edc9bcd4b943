import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOut, numbers } from '../../../../apps/server/src/db/copy-out.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1, query_timeout: 10_000 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('rows in binary form', () => {
  it('come with numbers, nulls and bytes as they are', async () => {
    const rows = await copyOut(pool, `SELECT 7, 9007199254740993, '-0'::float8, 'NaN'::float8, '\\x00ff10'::bytea, NULL::bytea`, (row) => [
      row.int4(0),
      row.int8(1),
      row.float8(2),
      row.float8(3),
      Array.from(row.bytes(4)),
      row.bytes(5).length,
      row.isNull(5),
      row.isNull(4),
    ]);
    expect(rows).toEqual([[7, 9007199254740993n, -0, Number.NaN, [0, 255, 16], 0, true, false]]);
  });

  it('come whole and in order, however large', async () => {
    const rows = await copyOut(
      pool,
      `SELECT n, convert_to(repeat(chr(65 + n % 26), n * 1000), 'UTF8') FROM generate_series(0, 150) AS n`,
      (row) => [row.int4(0), row.bytes(1)] as const,
    );
    expect(rows.map(([n]) => n)).toEqual(Array.from({ length: 151 }, (_, n) => n));
    for (const [n, bytes] of rows) {
      expect(bytes.length).toBe(n * 1000);
      expect(bytes.every((byte) => byte === 65 + (n % 26))).toBe(true);
    }
  });

  it('are none where there are none', async () => {
    expect(await copyOut(pool, 'SELECT 1 WHERE false', (row) => row.int4(0))).toEqual([]);
  });

  it('leave the connection usable after a mistake, in the statement or in reading', async () => {
    await expect(copyOut(pool, 'SELECT nothing', (row) => row.int4(0))).rejects.toThrow('nothing');
    await expect(copyOut(pool, 'SELECT 1 / (3 - n) FROM generate_series(1, 3) AS n', (row) => row.int4(0))).rejects.toThrow(
      'division by zero',
    );
    await expect(
      copyOut(pool, 'SELECT 1', () => {
        throw new Error('misread');
      }),
    ).rejects.toThrow('misread');
    expect(await copyOut(pool, 'SELECT 5', (row) => row.int4(0))).toEqual([5]);
  });

  it('are given up after the time limit of the pool', async () => {
    const short = new pg.Pool({ connectionString: database.url, max: 1, statement_timeout: 200 });
    await expect(copyOut(short, 'SELECT 1 FROM pg_sleep(5)', (row) => row.int4(0))).rejects.toThrow('statement timeout');
    await short.end();
  });
});

describe('numbers in a statement', () => {
  it('are numbers and nothing else', async () => {
    const list = numbers('float8', [1.5, -0, Number.NaN, Number.POSITIVE_INFINITY, null, 1e300]);
    expect(await copyOut(pool, `SELECT coalesce(x, 42) FROM unnest(${list}) AS x`, (row) => row.float8(0))).toEqual([
      1.5,
      -0,
      Number.NaN,
      Infinity,
      42,
      1e300,
    ]);
    expect(() => numbers('bigint', ["1}'; DROP TABLE x; --"])).toThrow('a number was expected');
  });
});
