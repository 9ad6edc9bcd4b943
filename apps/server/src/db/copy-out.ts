/**
 * Rows in PostgreSQL's binary form, by COPY: a byte string comes as its bytes, where any other way it travels as twice as much text and is
 * decoded twice. COPY takes no parameters, so what a statement needs is written into it as numbers, by `numbers` and nothing else.
 *
 * Source: PostgreSQL documentation, COPY, "Binary Format".
 */
import type pg from 'pg';
import { isConnectionLost } from './violations.ts';

/** One row, good until the next. Columns count from 0. */
export interface BinaryRow {
  isNull(column: number): boolean;
  int4(column: number): number;
  int8(column: number): bigint;
  float8(column: number): number;
  /** A copy of the bytes, on an eighth byte. Empty for null. */
  bytes(column: number): Uint8Array<ArrayBuffer>;
}

/** Reads all rows of a SELECT. */
export async function copyOut<Row>(pool: pg.Pool, select: string, read: (row: BinaryRow) => Row): Promise<Row[]> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await copyFrom(client, select, read);
  } catch (error) {
    if (isConnectionLost(error)) broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The same on one connection. */
export function copyFrom<Row>(client: pg.ClientBase, select: string, read: (row: BinaryRow) => Row): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    const take = createReader((row) => rows.push(read(row)));
    let failed: Error | undefined;
    // What pg calls while the statement is under way. It puts a time limit into `callback`.
    const copy = {
      callback: (error: Error | undefined) => (error ? reject(error) : resolve(rows)),
      submit: (connection: { query(text: string): void }) => connection.query(`COPY (${select}) TO STDOUT (FORMAT binary)`),
      handleCopyOutResponse: () => undefined,
      handleRowDescription: () => undefined,
      handleCommandComplete: () => undefined,
      handleCopyData({ chunk }: { chunk: Buffer }) {
        try {
          if (failed === undefined) take(chunk);
        } catch (error) {
          failed = error as Error;
        }
      },
      handleError(error: Error) {
        copy.callback(error);
      },
      handleReadyForQuery: () => copy.callback(failed),
    };
    client.query(copy as never);
  });
}

const HEADER_BYTES = 19;
const NOTHING = new Uint8Array(0);

// Takes the stream as it comes, whatever the pieces, and calls for every whole row.
function createReader(onRow: (row: BinaryRow) => void): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let isBegun = false;
  let [bytes, starts, lengths]: [Buffer, number[], number[]] = [rest, [], []];
  const row: BinaryRow = {
    isNull: (column) => lengths[column]! < 0,
    int4: (column) => bytes.readInt32BE(starts[column]!),
    int8: (column) => bytes.readBigInt64BE(starts[column]!),
    float8: (column) => bytes.readDoubleBE(starts[column]!),
    bytes: (column) =>
      lengths[column]! > 0 ? new Uint8Array(bytes.subarray(starts[column]!, starts[column]! + lengths[column]!)) : NOTHING,
  };
  return (piece) => {
    bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    if (!isBegun) {
      if (bytes.length < HEADER_BYTES) return void (rest = Buffer.from(bytes));
      at = HEADER_BYTES + bytes.readInt32BE(HEADER_BYTES - 4);
      isBegun = true;
    }
    for (let end = findRow(at); end !== undefined; end = findRow(at)) {
      onRow(row);
      at = end;
    }
    // pg reads the next message into the same memory.
    rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : Buffer.alloc(0);
  };

  // Where the row that begins here ends; undefined while there is no whole one.
  function findRow(start: number): number | undefined {
    if (start + 2 > bytes.length) return undefined;
    const columns = bytes.readInt16BE(start);
    if (columns < 0) return undefined;
    let at = start + 2;
    [starts, lengths] = [[], []];
    for (let column = 0; column < columns; column++) {
      if (at + 4 > bytes.length) return undefined;
      const length = bytes.readInt32BE(at);
      starts.push(at + 4);
      lengths.push(length);
      at += 4 + Math.max(length, 0);
    }
    return at <= bytes.length ? at : undefined;
  }
}

/** Numbers as an array of SQL. Texts must be whole numbers. Throws for anything else, so that nothing but numbers gets into a statement. */
export function numbers(type: 'bigint' | 'float8', list: readonly (number | string | null)[]): string {
  const items = list.map((item) => {
    if (item === null) return 'NULL';
    if (typeof item === 'number') return Object.is(item, -0) ? '-0' : String(item);
    if (/^-?\d+$/.test(item)) return item;
    throw new TypeError(`a number was expected, got ${JSON.stringify(item)}`);
  });
  return `'{${items.join(',')}}'::${type}[]`;
}
