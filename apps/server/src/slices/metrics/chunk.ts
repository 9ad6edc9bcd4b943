/**
 * Up to 1,024 points as bytes. Regular steps cost nothing (start and stride), others two bytes each when they lie whole numbers near each
 * other, four when near the first, else eight; times likewise; values always eight, bit for bit.
 */
import { BUCKET, encodeLevel, type LevelShape, WIDE_BUCKET } from './level.ts';
import { slicePoints, type Points } from './points.ts';

/** Most points in one chunk. */
export const CHUNK = 1024;
/** A chunk of no more points than these has no level: it would take more bytes than the points. */
const SMALL = 16;

/** One chunk as it is stored. */
export interface Chunk {
  readonly count: number;
  /** Step of the first and of the last point, in the order of arrival. */
  readonly firstStep: number;
  readonly lastStep: number;
  /** Set when step `i` is `firstStep + i × stride` to the last bit; `steps` is empty then. */
  readonly stride: number | null;
  /** int16 distances from the one before, int32 distances from `firstStep`, or doubles; which one, the length says. */
  readonly steps: Uint8Array;
  readonly firstTime: number;
  /** Empty when all times are equal; else as `steps`, from `firstTime`. */
  readonly times: Uint8Array;
  /** Doubles, little-endian. */
  readonly values: Uint8Array;
  /** See `level.ts`: of every 64 points, and of every 256. Empty in a chunk that they would not make smaller. */
  readonly level1: Uint8Array;
  readonly level2: Uint8Array;
}

/** Cuts points into chunks, in order. */
export function encodeChunks(points: Points): Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < points.values.length; start += CHUNK) {
    chunks.push(encodeChunk(slicePoints(points, start, Math.min(start + CHUNK, points.values.length))));
  }
  return chunks;
}

/** One chunk of 1 to 1,024 points. */
export function encodeChunk(points: Points): Chunk {
  const { steps, values, times } = points;
  const count = values.length;
  if (count < 1 || count > CHUNK) throw new RangeError(`a chunk holds 1 to ${CHUNK} points, got ${count}`);
  const stride = strideOf(steps);
  const encodedTimes = encodeDistances(times, strideOf(times) === 0);
  const shape = { firstStep: steps[0]!, stride, time: encodedTimes.length === 0 ? times[0]! : null, count };
  const level = (bucket: number, above: number) => (count <= above ? new Uint8Array(0) : encodeLevel(points, { ...shape, bucket }));
  return {
    count,
    firstStep: steps[0]!,
    lastStep: steps[count - 1]!,
    stride,
    steps: encodeDistances(steps, stride !== null),
    firstTime: times[0]!,
    times: encodedTimes,
    values: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    level1: level(BUCKET, SMALL),
    level2: level(WIDE_BUCKET, BUCKET),
  };
}

/** The points of a chunk, bit for bit as they came. */
export function decodeChunk(chunk: Omit<Chunk, 'level1' | 'level2' | 'lastStep'>): Points {
  const { count, firstStep, stride } = chunk;
  return {
    steps: stride === null ? decodeDistances(chunk.steps, firstStep, count) : regularSteps(firstStep, stride, count),
    values: doubles(chunk.values),
    times: decodeDistances(chunk.times, chunk.firstTime, count),
  };
}

/** The points `start … end − 1` of a chunk, written into columns from place `at` on. Times are left out where the columns have none. */
export function decodeInto(
  { steps, values, times }: Points,
  at: number,
  chunk: Omit<Chunk, 'level1' | 'level2' | 'lastStep'>,
  start: number,
  end: number,
): void {
  const { firstStep, stride, count } = chunk;
  values.set(doubles(chunk.values).subarray(start, end), at);
  if (stride === null) steps.set(decodeDistances(chunk.steps, firstStep, count).subarray(start, end), at);
  else for (let index = start; index < end; index++) steps[at + index - start] = firstStep + index * stride;
  if (times.length > 0) times.set(decodeDistances(chunk.times, chunk.firstTime, count).subarray(start, end), at);
}

/** How a chunk's level is laid out. */
export function levelShape(
  { count, firstStep, stride, firstTime }: Pick<Chunk, 'count' | 'firstStep' | 'stride' | 'firstTime'>,
  timesDiffer: boolean,
  bucket: number,
): LevelShape {
  return { firstStep, stride, time: timesDiffer ? null : firstTime, count, bucket };
}

/** Little-endian doubles; copied only when the bytes do not lie on an eighth byte. */
export function doubles(bytes: Uint8Array): Float64Array {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  return new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 8);
}

// Object.is, not ===: a step of −0 must come back as −0.
function strideOf(column: Float64Array): number | null {
  const first = column[0]!;
  const stride = column.length > 1 ? column[1]! - first : 0;
  for (let index = 0; index < column.length; index++) if (!Object.is(first + index * stride, column[index])) return null;
  return stride;
}

// A loop, since a callback for each point costs more than all the rest of reading it.
function regularSteps(first: number, stride: number, count: number): Float64Array {
  const steps = new Float64Array(count);
  for (let index = 0; index < count; index++) steps[index] = first + index * stride;
  return steps;
}

function encodeDistances(column: Float64Array, implied: boolean): Uint8Array {
  if (implied) return new Uint8Array(0);
  const first = column[0]!;
  const strides = encodeStrides(column);
  if (strides !== undefined) return strides;
  const distances = new Int32Array(column.length);
  for (let index = 0; index < column.length; index++) {
    distances[index] = column[index]! - first;
    if (!Object.is(first + distances[index]!, column[index])) return new Uint8Array(column.slice().buffer);
  }
  return new Uint8Array(distances.buffer);
}

// Times of a training are mostly milliseconds apart: two bytes each.
function encodeStrides(column: Float64Array): Uint8Array | undefined {
  const strides = new Int16Array(column.length);
  for (let index = 1; index < column.length; index++) {
    strides[index] = column[index]! - column[index - 1]!;
    if (!Object.is(column[index - 1]! + strides[index]!, column[index])) return undefined;
  }
  return new Uint8Array(strides.buffer);
}

function decodeDistances(bytes: Uint8Array, first: number, count: number): Float64Array {
  if (bytes.length === 0) return new Float64Array(count).fill(first);
  if (bytes.length === count * 8) return doubles(bytes);
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  if (bytes.length === count * 2) return decodeStrides(new Int16Array(aligned.buffer, aligned.byteOffset, count), first);
  const distances = new Int32Array(aligned.buffer, aligned.byteOffset, count);
  const column = new Float64Array(count);
  for (let index = 0; index < count; index++) column[index] = first + distances[index]!;
  return column;
}

function decodeStrides(strides: Int16Array, first: number): Float64Array {
  const column = new Float64Array(strides.length);
  let value = first;
  for (let index = 0; index < strides.length; index++) {
    value += strides[index]!;
    column[index] = value;
  }
  // Adding nothing to −0 would make it 0.
  column[0] = first;
  return column;
}
