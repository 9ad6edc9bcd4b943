// The one door for SQL by hand: ingest, curves, the board and the queue. Every statement names its team itself; see the store that uses it.
import type pg from 'pg';
import { type BinaryRow, copyFrom, copyOut } from './copy-out.ts';
import { isConnectionLost } from './violations.ts';

export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null | readonly SqlValue[];

/** A statement with `$1`-style parameters. One with a name is planned once per connection: for what runs often and never changes. */
export type Statement = string | { readonly name: string; readonly text: string };

export interface Sql {
  /** Rows of a statement. `Row` is what it selects. */
  rows<Row extends object>(statement: Statement, values?: readonly SqlValue[]): Promise<Row[]>;
  /** The first row, or undefined. */
  row<Row extends object>(statement: Statement, values?: readonly SqlValue[]): Promise<Row | undefined>;
  /** Rows of a SELECT that is mostly byte strings, read from their binary form. It has no parameters: see `numbers`. */
  copy<Row>(select: string, read: (row: BinaryRow) => Row): Promise<Row[]>;
  /** How many rows a statement touched. */
  run(statement: Statement, values?: readonly SqlValue[]): Promise<number>;
  /** Runs the work in one transaction, which is rolled back when the work throws. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
}

/** The SQL door of a pool. */
export function sqlDoor(pool: pg.Pool): Sql {
  return {
    ...statements(pool),
    copy: (select, read) => copyOut(pool, select, read),
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('BEGIN');
        const result = await work(sqlWithin(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        // A connection that does not answer is not asked for a last favour: without it the transaction is over too.
        if (isConnectionLost(error)) broken = error as Error;
        else
          await client.query('ROLLBACK').catch((lost: Error) => {
            broken = lost;
          });
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

// Inside a transaction there is only the one: a nested one joins it.
function sqlWithin(client: pg.PoolClient): Sql {
  return {
    ...statements(client),
    copy: (select, read) => copyFrom(client, select, read),
    transaction: (inner) => inner(sqlWithin(client)),
  };
}

function statements(connection: pg.Pool | pg.PoolClient): Omit<Sql, 'transaction' | 'copy'> {
  const send = (statement: Statement, values: readonly SqlValue[]) =>
    connection.query({ ...(typeof statement === 'string' ? { text: statement } : statement), values: values.map(parameter) });
  return {
    rows: async <Row extends object>(statement: Statement, values: readonly SqlValue[] = []) =>
      (await send(statement, values)).rows as Row[],
    row: async <Row extends object>(statement: Statement, values: readonly SqlValue[] = []) =>
      (await send(statement, values)).rows[0] as Row | undefined,
    run: async (statement, values = []) => (await send(statement, values)).rowCount ?? 0,
  };
}

// pg writes a Uint8Array as an array of numbers unless it is a Buffer.
function parameter(value: SqlValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return Array.isArray(value) ? value.map(parameter) : value;
}
