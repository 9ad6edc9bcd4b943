/** The header of NumPy's `.npy` (format versions 1.0, 2.0 and 3.0): numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
import type { ArrayLayout } from './array-file.ts';
import { ARRAY_DTYPES, type ArrayDtype, itemSize } from './dtype.ts';
import { DataError } from './data-error.ts';

export type NpyHeader = ArrayLayout;

/** A header of fixed-width Unicode strings (`<U8`): names of classes and samples. */
export interface NpyTextHeader extends Omit<ArrayLayout, 'dtype'> {
  readonly dtype: 'U';
  /** Code points of each element. */
  readonly width: number;
}

/** NumPy itself writes well under 200 bytes for the element types allowed here. */
const MAX_HEADER_BYTES = 65_536;
/** Bytes that say how long the header is: read these first. */
export const NPY_PREAMBLE_BYTES = 12;
const MAX_DIMENSIONS = 32;

/** The bytes of the whole header, preamble included, from the first `NPY_PREAMBLE_BYTES` of a file. */
export function npyHeaderLength(preamble: Uint8Array, file: string): number {
  const magic = preamble.subarray(0, 6);
  if (preamble.length < 10 || String.fromCharCode(...magic) !== '\x93NUMPY') {
    throw new DataError(`${file}: expected a .npy file, which begins with 93 4e 55 4d 50 59, found ${describeBytes(magic)}`, { file });
  }
  const [major, minor] = [preamble[6], preamble[7]];
  if (minor !== 0 || major < 1 || major > 3)
    throw new DataError(`${file}: expected .npy version 1.0, 2.0 or 3.0, found ${major}.${minor}`, { file });
  if (major > 1 && preamble.length < 12)
    throw new DataError(`${file}: expected a whole .npy header, found ${preamble.length} bytes`, { file });
  const view = new DataView(preamble.buffer, preamble.byteOffset, preamble.byteLength);
  const length = major === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
  if (length > MAX_HEADER_BYTES)
    throw new DataError(`${file}: expected a .npy header of at most ${MAX_HEADER_BYTES} bytes, found ${length}`, { file });
  return length;
}

/** Parses a whole header and checks that `fileBytes` is exactly what its shape and element type ask for. */
export function parseNpyHeader(bytes: Uint8Array, fileBytes: number, file: string): NpyHeader | NpyTextHeader {
  const start = bytes[6] === 1 ? 10 : 12;
  const fields = parseDict(new TextDecoder(bytes[6] === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(start)), file);
  const element = parseDescr(fields.descr, file);
  const size = element.dtype === 'U' ? 4 * element.width : itemSize(element.dtype);
  const expected = bytes.length + fields.shape.reduce((product, length) => product * length, size);
  if (!Number.isSafeInteger(expected)) throw new DataError(`${file}: shape (${fields.shape.join(', ')}) is too large`, { file });
  if (fileBytes !== expected) {
    const wanted = `${expected} bytes for shape (${fields.shape.join(', ')}) of ${fields.descr}`;
    throw new DataError(
      `${file}: expected ${wanted}, found ${fileBytes}${fileBytes < expected ? ' (cut short)' : ' (something follows the data)'}`,
      { file },
    );
  }
  return { ...element, fortranOrder: fields.fortranOrder, shape: fields.shape, dataOffset: bytes.length };
}

type Element = { dtype: ArrayDtype; bigEndian: boolean } | { dtype: 'U'; width: number; bigEndian: boolean };

function parseDescr(descr: string, file: string): Element {
  const [, order, kind, width] = /^([<>|=])([a-zA-Z])(\d{1,6})$/.exec(descr) ?? [];
  const bigEndian = order === '>';
  if (kind === 'U' && Number(width) > 0) return { dtype: 'U', width: Number(width), bigEndian };
  const dtype = ARRAY_DTYPES.find((allowed) => allowed === `${kind}${width}`);
  if (dtype === undefined || (order === '|' && itemSize(dtype) > 1)) {
    throw new DataError(`${file}: expected elements of ${ARRAY_DTYPES.join(' ')}, found ${descr}${explainDescr(descr)}`, { file });
  }
  return { dtype, bigEndian };
}

function explainDescr(descr: string): string {
  if (descr.includes('O')) return ' (Python objects, which would have to be executed to be read)';
  if (/c\d/.test(descr)) return ' (complex numbers)';
  return '';
}

interface HeaderFields {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** The header is a Python literal, but only ever of this form; nothing else is understood, and nothing is evaluated. */
function parseDict(text: string, file: string): HeaderFields {
  const fail = (): never => {
    throw new DataError(
      `${file}: expected a header such as {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }, found ${JSON.stringify(text.slice(0, 120))}`,
      { file },
    );
  };
  const body = /^\{(.*)\}\s*$/s.exec(text)?.[1] ?? fail();
  const fields = new Map<string, string>();
  let rest = body.trim();
  while (rest !== '') {
    const [whole, key, value] =
      /^['"](\w{1,20})['"]\s*:\s*('[^']*'|"[^"]*"|True|False|\([\d\s,L]*\)|\[.*\])\s*(?:,\s*|$)/s.exec(rest) ?? fail();
    if (key === undefined || fields.has(key)) fail();
    fields.set(key, value);
    rest = rest.slice(whole.length);
  }
  const [descr, order, shape] = [fields.get('descr'), fields.get('fortran_order'), fields.get('shape')];
  if (fields.size !== 3 || descr === undefined || shape === undefined || (order !== 'True' && order !== 'False')) return fail();
  if (descr.startsWith('['))
    throw new DataError(`${file}: expected elements of one type, found a structured type ${descr.slice(0, 80)}`, { file });
  return { descr: descr.slice(1, -1), fortranOrder: order === 'True', shape: parseShape(shape, file) };
}

function parseShape(text: string, file: string): number[] {
  const items = text
    .slice(1, -1)
    .split(',')
    .map((item) => item.trim());
  if (items.at(-1) === '') items.pop();
  const shape = items.map((item) => (/^\d{1,16}L?$/.test(item) ? Number.parseInt(item, 10) : Number.NaN));
  const single = items.length === 1 && !text.includes(',');
  if (single || shape.some(Number.isNaN))
    throw new DataError(`${file}: expected a shape such as (3, 4), found ${text.slice(0, 80)}`, { file });
  if (shape.length > MAX_DIMENSIONS)
    throw new DataError(`${file}: expected at most ${MAX_DIMENSIONS} dimensions, found ${shape.length}`, { file });
  return shape;
}

function describeBytes(bytes: Uint8Array): string {
  return bytes.length === 0 ? 'an empty file' : Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
