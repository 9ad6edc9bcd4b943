/** Opens IDX files (the format of MNIST): two zero bytes, a type, the number of dimensions, their sizes, then the elements, all big-endian. */
import { closeSync, fstatSync, openSync } from 'node:fs';
import { type ArrayFile, openArray, readBytes } from './array-file.ts';
import { type ArrayDtype, itemSize } from './dtype.ts';
import { DataError } from './data-error.ts';

const DTYPES: Readonly<Record<number, ArrayDtype>> = { 0x08: 'u1', 0x09: 'i1', 0x0b: 'i2', 0x0c: 'i4', 0x0d: 'f4', 0x0e: 'f8' };

export function openIdx(path: string, name = path): ArrayFile {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const magic = readBytes(descriptor, 0, Math.min(4, size), name);
    const dtype = DTYPES[magic[2]];
    const dimensions = magic[3];
    if (size < 4 || magic[0] !== 0 || magic[1] !== 0 || dtype === undefined || dimensions < 1) {
      throw new DataError(
        `${name}: expected an IDX file, which begins with 00 00, a type and its dimensions, found ${Buffer.from(magic).toString('hex')}`,
        { file: name },
      );
    }
    const dataOffset = 4 + 4 * dimensions;
    if (size < dataOffset)
      throw new DataError(`${name}: expected ${dataOffset} bytes of IDX header, found a file of ${size}`, { file: name });
    const header = readBytes(descriptor, 4, 4 * dimensions, name);
    const shape = Array.from({ length: dimensions }, (_, index) => new DataView(header.buffer).getUint32(4 * index));
    const expected = dataOffset + shape.reduce((product, length) => product * length, itemSize(dtype));
    if (expected !== size)
      throw new DataError(`${name}: expected ${expected} bytes for shape (${shape.join(', ')}) of ${dtype}, found ${size}`, { file: name });
    return openArray(descriptor, { dtype, bigEndian: true, fortranOrder: false, shape, dataOffset }, name);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
