/** Rows of an array that lies in a file as one block of elements, read by position: a row costs its own bytes. */
import { closeSync, readSync } from 'node:fs';
import { type ArrayData, type ArrayDtype, decodeElements, itemSize } from './dtype.ts';
import { DataError } from './data-error.ts';

export interface ArrayFile {
  readonly shape: readonly number[];
  readonly dtype: ArrayDtype;
  /** `shape[0]`. */
  readonly rows: number;
  /** `shape.slice(1)`. */
  readonly rowShape: readonly number[];
  /** Elements of the given rows, `[rows.length, ...rowShape]`, in C order whatever the order in the file. */
  read(rows: ArrayLike<number>): ArrayData;
  /** Rows `from` to `to`, the last one excluded. */
  readRange(from: number, to: number): ArrayData;
  close(): void;
}

/** How the elements lie in the file. */
export interface ArrayLayout {
  readonly dtype: ArrayDtype;
  readonly bigEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin, in bytes. */
  readonly dataOffset: number;
}

/** Takes over an open file whose size was checked against the layout. */
export function openArray(descriptor: number, layout: ArrayLayout, name: string): ArrayFile {
  const { shape, dtype, bigEndian, fortranOrder, dataOffset } = layout;
  const rows = shape[0] ?? 1;
  const rowShape = shape.slice(1);
  const perRow = rowShape.reduce((product, length) => product * length, 1);
  const size = itemSize(dtype);
  const decode = (bytes: Uint8Array<ArrayBuffer>): ArrayData => decodeElements(bytes, dtype, bigEndian);

  function readRange(from: number, to: number): ArrayData {
    if (!(from >= 0 && from <= to && to <= rows)) throw new RangeError(`${name} has rows 0 to ${rows}, got ${from} to ${to}`);
    if (!fortranOrder || perRow === 1)
      return decode(readBytes(descriptor, dataOffset + from * perRow * size, (to - from) * perRow * size, name));
    return decode(gatherFortran(from, to));
  }

  /** In Fortran order one element position of all rows lies together: read it for the wanted rows, position by position. */
  function gatherFortran(from: number, to: number): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array((to - from) * perRow * size);
    for (let position = 0; position < perRow; position++) {
      const column = readBytes(descriptor, dataOffset + (fortranPosition(position) * rows + from) * size, (to - from) * size, name);
      for (let row = 0; row < to - from; row++) {
        for (let byte = 0; byte < size; byte++) out[(row * perRow + position) * size + byte] = column[row * size + byte];
      }
    }
    return out;
  }

  function fortranPosition(position: number): number {
    let [rest, stride, result] = [position, perRow, 0];
    let multiplier = 1;
    for (const length of rowShape) {
      stride /= length;
      result += Math.floor(rest / stride) * multiplier;
      rest %= stride;
      multiplier *= length;
    }
    return result;
  }

  function read(wanted: ArrayLike<number>): ArrayData {
    const bytes = new Uint8Array(wanted.length * perRow * memorySize(dtype));
    for (let start = 0; start < wanted.length; ) {
      let end = start + 1;
      while (end < wanted.length && wanted[end] === wanted[end - 1] + 1) end++;
      const run = readRange(wanted[start], wanted[end - 1] + 1);
      bytes.set(new Uint8Array(run.buffer, run.byteOffset, run.byteLength), start * perRow * memorySize(dtype));
      start = end;
    }
    return dtype === 'f2' ? new Float32Array(bytes.buffer) : decodeElements(bytes, dtype, false);
  }

  return { shape, dtype, rows, rowShape, read, readRange, close: () => closeSync(descriptor) };
}

/** Halves take twice their file size in memory. */
function memorySize(dtype: ArrayDtype): number {
  return dtype === 'f2' ? 4 : itemSize(dtype);
}

/** Exactly these bytes of the file. */
export function readBytes(descriptor: number, position: number, length: number, name: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    // One read takes at most 2³¹ − 1 bytes.
    const got = readSync(descriptor, bytes, done, Math.min(length - done, 0x40000000), position + done);
    if (got === 0)
      throw new DataError(`${name}: expected ${length} bytes at ${position}, found ${done}: the file became shorter while it was read`, {
        file: name,
      });
    done += got;
  }
  return bytes;
}
