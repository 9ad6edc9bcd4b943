/**
 * Training states and trained models as bytes: `ATLCKPT1`, the length of a JSON header (uint32, little-endian), the header,
 * then the numbers of every array one after the other (float32, little-endian). In the header an array is
 * `{ "$float32": [first, count] }`, so anything that is JSON but for its arrays can be kept.
 */
import type { TrainingState } from './state.ts';

const MAGIC = 'ATLCKPT1';

/** The state after an epoch, from which training goes on as if it had never stopped. */
export function encodeCheckpoint(state: TrainingState): Uint8Array<ArrayBuffer> {
  return encode(state);
}

/** Throws a RangeError when the bytes are no whole checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array): TrainingState {
  return decode(bytes) as TrainingState;
}

/** Any value of JSON and Float32Arrays. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: Float32Array[] = [];
  let count = 0;
  const header = JSON.stringify(value, (_key, part: unknown) => {
    if (!(part instanceof Float32Array)) return part;
    arrays.push(part);
    const first = count;
    count += part.length;
    return { $float32: [first, part.length] };
  });
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(MAGIC.length + 4 + text.length + 4 * count);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(MAGIC.length, text.length, true);
  bytes.set(text, MAGIC.length + 4);
  let offset = MAGIC.length + 4 + text.length;
  for (const array of arrays) for (const number of array) view.setFloat32((offset += 4) - 4, number, true);
  return bytes;
}

/** What `encode` was given. Throws a RangeError when the bytes are not whole. */
export function decode(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = MAGIC.length + 4;
  if (bytes.length < start || new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new RangeError(`a checkpoint must begin with ${MAGIC}`);
  const body = start + view.getUint32(MAGIC.length, true);
  if (body > bytes.length) throw new RangeError(`a checkpoint is cut off: its header ends at byte ${body}, but there are ${bytes.length}`);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(start, body)), (_key, part: { $float32?: [number, number] } | null) => {
    if (!Array.isArray(part?.$float32)) return part;
    const [first, count] = part.$float32;
    const from = body + 4 * first;
    if (from + 4 * count > bytes.length)
      throw new RangeError(`a checkpoint is cut off: an array ends at byte ${from + 4 * count}, but there are ${bytes.length}`);
    return Float32Array.from({ length: count }, (_, index) => view.getFloat32(from + 4 * index, true));
  });
}
