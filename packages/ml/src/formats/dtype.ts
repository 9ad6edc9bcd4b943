/** Element types of arrays that are read: NumPy's kind and size, whatever the byte order in the file. */
export type ArrayDtype = 'b1' | 'i1' | 'i2' | 'i4' | 'i8' | 'u1' | 'u2' | 'u4' | 'u8' | 'f2' | 'f4' | 'f8';

/** What elements are in memory. Halves are widened to `Float32Array`, which holds each of them exactly. */
export type ArrayData =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

export const ARRAY_DTYPES: readonly ArrayDtype[] = ['b1', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8', 'f2', 'f4', 'f8'];

/** Bytes of one element in a file. */
export function itemSize(dtype: ArrayDtype): number {
  return Number(dtype[1]);
}

/** Reinterprets a file's bytes as elements in this machine's order. The bytes may be swapped in place. */
export function decodeElements(bytes: Uint8Array<ArrayBuffer>, dtype: ArrayDtype, bigEndian: boolean): ArrayData {
  const size = itemSize(dtype);
  if (bigEndian) swapBytes(bytes, size);
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset } = aligned;
  const length = bytes.length / size;
  switch (dtype) {
    case 'b1':
    case 'u1':
      return new Uint8Array(buffer, byteOffset, length);
    case 'i1':
      return new Int8Array(buffer, byteOffset, length);
    case 'u2':
      return new Uint16Array(buffer, byteOffset, length);
    case 'i2':
      return new Int16Array(buffer, byteOffset, length);
    case 'u4':
      return new Uint32Array(buffer, byteOffset, length);
    case 'i4':
      return new Int32Array(buffer, byteOffset, length);
    case 'u8':
      return new BigUint64Array(buffer, byteOffset, length);
    case 'i8':
      return new BigInt64Array(buffer, byteOffset, length);
    case 'f2':
      return widenHalves(new Uint16Array(buffer, byteOffset, length));
    case 'f4':
      return new Float32Array(buffer, byteOffset, length);
    case 'f8':
      return new Float64Array(buffer, byteOffset, length);
  }
}

function swapBytes(bytes: Uint8Array<ArrayBuffer>, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 2) buffer.swap16();
  if (size === 4) buffer.swap32();
  if (size === 8) buffer.swap64();
}

/** IEEE 754 binary16 to binary32, bit by bit, so that the payload of a NaN survives as well. */
function widenHalves(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index++) bits[index] = widenHalf(halves[index]);
  return new Float32Array(bits.buffer);
}

function widenHalf(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return (sign | 0x7f800000 | (fraction << 13)) >>> 0;
  if (exponent !== 0) return (sign | ((exponent + 112) << 23) | (fraction << 13)) >>> 0;
  if (fraction === 0) return sign >>> 0;
  // A subnormal half is an ordinary single: move its leading one into place.
  const shift = Math.clz32(fraction) - 21;
  return (sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13)) >>> 0;
}
