/**
 * Numbers as base64 of little-endian arrays: how big numeric data travels (`F64s`, `F32s`, `I32s`, `U8s`). Every float64
 * comes back bit for bit, NaN, infinities and −0 included.
 */

type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Packs the values as they are; pass the array type that the field asks for (`F64s`: Float64Array, …). */
export function pack(values: Numbers): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return toBase64(littleEndian ? bytes : reversed(bytes, values.BYTES_PER_ELEMENT));
}

/** Values of an `F64s`. Throws a RangeError when the bytes are no whole number of them. */
export function unpackF64s(packed: string): Float64Array {
  return new Float64Array(unpacked(packed, 8));
}

/** Values of an `F32s`. Throws like `unpackF64s`. */
export function unpackF32s(packed: string): Float32Array {
  return new Float32Array(unpacked(packed, 4));
}

/** Values of an `I32s`. Throws like `unpackF64s`. */
export function unpackI32s(packed: string): Int32Array {
  return new Int32Array(unpacked(packed, 4));
}

/** Bytes of a `U8s`. */
export function unpackU8s(packed: string): Uint8Array {
  return new Uint8Array(unpacked(packed, 1));
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function unpacked(packed: string, width: number): ArrayBuffer {
  const bytes = fromBase64(packed);
  if (bytes.length % width !== 0) throw new RangeError(`packed numbers of ${width} bytes each cannot be ${bytes.length} bytes long`);
  return (littleEndian ? bytes : reversed(bytes, width)).buffer;
}

function reversed(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const swapped = new Uint8Array(bytes);
  if (width > 1) for (let start = 0; start < swapped.length; start += width) swapped.subarray(start, start + width).reverse();
  return swapped;
}

// Buffer is many times faster than btoa, which is all that a browser is sure to have.
function toBase64(bytes: Uint8Array): string {
  if (typeof Buffer !== 'undefined') return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(text);
}

function fromBase64(packed: string): Uint8Array<ArrayBuffer> {
  if (typeof Buffer !== 'undefined') return new Uint8Array(Buffer.from(packed, 'base64'));
  return Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
}
