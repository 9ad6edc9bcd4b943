// Packed scalars of the API: base64 of little-endian typed arrays.

export const unpackF64s = (text: string): Float64Array => new Float64Array(bytesOf(text, 8, 'F64s'));
export const unpackF32s = (text: string): Float32Array => new Float32Array(bytesOf(text, 4, 'F32s'));
export const unpackI32s = (text: string): Int32Array => new Int32Array(bytesOf(text, 4, 'I32s'));
export const unpackU8s = (text: string): Uint8Array => new Uint8Array(bytesOf(text, 1, 'U8s'));

/** A number of the API that may be `NaN` or infinite, which JSON can only carry as text. */
export function float64(value: number | string | null | undefined): number {
  return value === null || value === undefined ? Number.NaN : Number(value);
}

function bytesOf(text: string, size: number, name: string): ArrayBuffer {
  const binary = atob(text);
  if (binary.length % size !== 0) throw new Error(`${name} requires whole values of ${size} bytes, got ${binary.length} bytes`);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes.buffer;
}
