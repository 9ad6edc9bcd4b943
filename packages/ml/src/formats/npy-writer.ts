/** Writes `.npy` (version 1.0, little-endian, C order) row by row: the number of rows is filled in at the end. */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { type ArrayData, type ArrayDtype, itemSize } from './dtype.ts';

export interface NpyWriter {
  /** Whole rows, in this machine's byte order (little-endian on all that Node runs on today). */
  append(rows: ArrayData): void;
  /** Writes the header and closes the file; returns the rows written. */
  finish(): number;
  /** Closes the file as it is; for use when something else failed. */
  abort(): void;
}

/** Room for any shape of six dimensions; NumPy wants a multiple of 64. */
const HEADER_BYTES = 128;

export function createNpyWriter(path: string, dtype: Exclude<ArrayDtype, 'f2'>, rowShape: readonly number[]): NpyWriter {
  const descriptor = openSync(path, 'wx');
  const rowBytes = rowShape.reduce((product, length) => product * length, itemSize(dtype));
  let position = HEADER_BYTES;

  function append(rows: ArrayData): void {
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
    if (rowBytes > 0 && bytes.length % rowBytes !== 0)
      throw new RangeError(`append requires whole rows of ${rowBytes} bytes, got ${bytes.length} bytes`);
    // Zeros are left as a hole, so that a sparse file stays sparse.
    if (!isZero(bytes)) writeFully(descriptor, bytes, position);
    position += bytes.length;
  }

  function finish(): number {
    const rows = rowBytes === 0 ? 0 : (position - HEADER_BYTES) / rowBytes;
    writeFully(descriptor, npyHeader(dtype, [rows, ...rowShape]), 0);
    ftruncateSync(descriptor, position);
    closeSync(descriptor);
    return rows;
  }

  return { append, finish, abort: () => closeSync(descriptor) };
}

/** Writes a whole array at once. */
export function writeNpy(path: string, dtype: Exclude<ArrayDtype, 'f2'>, shape: readonly number[], data: ArrayData): void {
  const writer = createNpyWriter(path, dtype, shape.slice(1));
  writer.append(data);
  writer.finish();
}

function npyHeader(dtype: ArrayDtype, shape: readonly number[]): Uint8Array {
  const order = itemSize(dtype) === 1 ? '|' : '<';
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${order}${dtype}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const header = Buffer.alloc(HEADER_BYTES, ' ');
  header.write('\x93NUMPY\x01\x00', 0, 'latin1');
  header.writeUInt16LE(HEADER_BYTES - 10, 8);
  header.write(text, 10, 'latin1');
  header.write('\n', HEADER_BYTES - 1, 'latin1');
  if (text.length > HEADER_BYTES - 11) throw new RangeError(`npyHeader has room for ${HEADER_BYTES - 11} characters, got ${text}`);
  return header;
}

function writeFully(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(descriptor, bytes, done, Math.min(bytes.length - done, 0x40000000), position + done);
}

function isZero(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index++) if (bytes[index] !== 0) return false;
  return true;
}
