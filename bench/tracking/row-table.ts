/** What points cost as one row each, keyed by series and step: the baseline, on the same PostgreSQL. */
import type pg from 'pg';

const CREATE = `CREATE TABLE IF NOT EXISTS bench_point (series bigint NOT NULL, step float8 NOT NULL, time float8 NOT NULL, value float8 NOT NULL, PRIMARY KEY (series, step))`;

/** Points as arrays of their columns become rows, in one statement and one commit. */
export const INSERT_ROWS = 'INSERT INTO bench_point SELECT * FROM unnest($1::bigint[], $2::float8[], $3::float8[], $4::float8[])';

/** Makes the table, empty. */
export async function createRowTable(sql: pg.Client): Promise<void> {
  await sql.query(CREATE);
  await sql.query('TRUNCATE bench_point');
}

export interface RowColumn {
  readonly series: number;
  readonly steps: Float64Array;
  readonly values: Float64Array;
  readonly time: number;
}

/** Points as PostgreSQL's binary COPY format. */
export function copyBytes(columns: readonly RowColumn[]): Buffer {
  const rowBytes = 2 + 4 * (4 + 8);
  const count = columns.reduce((sum, { values }) => sum + values.length, 0);
  const bytes = Buffer.alloc(19 + count * rowBytes + 2);
  bytes.write('PGCOPY\n\xff\r\n\0', 'latin1');
  let at = 19;
  for (const { series, steps, values, time } of columns) {
    for (let index = 0; index < values.length; index++) {
      at = bytes.writeInt16BE(4, at);
      at = bytes.writeInt32BE(8, at);
      at = bytes.writeBigInt64BE(BigInt(series), at);
      for (const value of [steps[index]!, time, values[index]!]) {
        at = bytes.writeInt32BE(8, at);
        at = bytes.writeDoubleBE(value, at);
      }
    }
  }
  bytes.writeInt16BE(-1, at);
  return bytes;
}

/** Copies bytes into the table, in one commit. */
export function copyRows(sql: pg.Client, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    const copy = {
      submit: (connection: { query(text: string): void }) => connection.query('COPY bench_point FROM STDIN (FORMAT binary)'),
      handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }) {
        for (let start = 0; start < bytes.length; start += 65_536) connection.sendCopyFromChunk(bytes.subarray(start, start + 65_536));
        connection.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleError: (error: Error) => {
        failed = error;
      },
      handleReadyForQuery: () => (failed ? reject(failed) : resolve()),
    };
    sql.query(copy as never);
  });
}
