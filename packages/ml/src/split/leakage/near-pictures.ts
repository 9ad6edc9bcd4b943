/** Pictures that show the same: re-encoded, a pixel or two aside, lighter or darker. */
import type { View } from '../../dataset/dataset.ts';
import { createRandom } from '../../random.ts';
import { type LeakageFinding, SHOWN_SETS } from './finding.ts';
import { type Apart } from './sides.ts';

/** Side of the square in which two pictures are compared pixel by pixel. */
const SIDE = 32;
/** Side of the perceptual hash: brightness of coarse cells, from which candidates are taken. */
const COARSE = 8;
const CANDIDATE = 0.8;
/** Correlation of pixels, at the best of the shifts, from which two pictures are the same one. */
const SAME = 0.97;
const MAX_SHIFT = 2;
/** Pictures with less contrast than this (standard deviation of 0 … 255) show next to nothing. */
const MIN_CONTRAST = 6;
/** Up to this many rows every pair is looked at; beyond it, pairs that fall into a common bucket. */
const EXHAUSTIVE_ROWS = 8_000;
const TABLES = 16;

interface Look {
  readonly row: number;
  /** `[SIDE, SIDE]`, 0 … 255. */
  readonly fine: Uint8Array;
  /** `[COARSE, COARSE]`, mean 0 and length 1. */
  readonly coarse: Float32Array;
}

export function findNearPictures(view: View, apart: Apart): LeakageFinding[] {
  const looks = Array.from({ length: view.samples }, (_, row) => lookAt(view, row)).filter((look) => look !== undefined);
  const pairs: [number, number][] = [];
  for (const [one, other] of candidates(looks)) {
    if (apart(one.row, other.row) && isSame(one.fine, other.fine) && !isIdentical(view, one.row, other.row)) pairs.push([one.row, other.row]);
  }
  if (pairs.length === 0) return [];
  const count = new Set(pairs.flat()).size;
  return [{ kind: 'near-duplicate', severity: 'warning', view: view.name, count, rows: pairs.slice(0, SHOWN_SETS), message: `${count} pictures in ${view.name} look like a picture of another part: the same but for encoding, brightness or a small shift.` }];
}

function* candidates(looks: readonly Look[]): Generator<[Look, Look]> {
  if (looks.length <= EXHAUSTIVE_ROWS) {
    for (let one = 0; one < looks.length; one++) for (let other = one + 1; other < looks.length; other++) if (dot(looks[one].coarse, looks[other].coarse) >= CANDIDATE) yield [looks[one], looks[other]];
    return;
  }
  const seen = new Set<string>();
  for (const bucket of buckets(looks)) {
    for (let one = 0; one < bucket.length; one++) {
      for (let other = one + 1; other < bucket.length; other++) {
        const key = `${bucket[one].row},${bucket[other].row}`;
        if (seen.has(key) || dot(bucket[one].coarse, bucket[other].coarse) < CANDIDATE) continue;
        seen.add(key);
        yield [bucket[one], bucket[other]];
      }
    }
  }
}

/** Pictures on the same side of random planes (Charikar, 2002): near ones share a bucket of some table with high probability. */
function* buckets(looks: readonly Look[]): Generator<Look[]> {
  const random = createRandom('planes');
  const bits = Math.ceil(Math.log2(looks.length)) - 2;
  for (let table = 0; table < TABLES; table++) {
    const planes = Array.from({ length: bits }, () => Float32Array.from({ length: COARSE * COARSE }, () => random.normal()));
    const byKey = new Map<number, Look[]>();
    for (const look of looks) {
      const key = planes.reduce((bitsSoFar, plane) => bitsSoFar * 2 + (dot(plane, look.coarse) > 0 ? 1 : 0), 0);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [look]);
      else known.push(look);
    }
    yield* byKey.values();
  }
}

function lookAt(view: View, row: number): Look | undefined {
  const [height, width, channels] = view.manifest.shape;
  const values = view.read([row]);
  const stretch = values instanceof Uint8Array ? 1 : 255 / Math.max(1e-12, ...values.map((value) => Math.abs(value)));
  const grey = new Float32Array(height * width);
  const colours = Math.min(channels, 3);
  for (let pixel = 0; pixel < grey.length; pixel++) {
    for (let channel = 0; channel < colours; channel++) grey[pixel] += (values[pixel * channels + channel] * stretch) / colours;
  }
  const fine = shrink(grey, height, width, SIDE);
  const coarse = shrink(fine, SIDE, SIDE, COARSE);
  const mean = coarse.reduce((sum, value) => sum + value, 0) / coarse.length;
  const centred = coarse.map((value) => value - mean);
  const length = Math.sqrt(dot(centred, centred));
  const contrast = deviation(fine);
  if (!(contrast >= MIN_CONTRAST) || length === 0) return undefined;
  return { row, fine: Uint8Array.from(fine, Math.round), coarse: centred.map((value) => value / length) };
}

/** Means over the area of each new pixel; the nearest pixel where the picture is smaller than that. */
function shrink(grey: Float32Array, height: number, width: number, side: number): Float32Array {
  const shrunk = new Float32Array(side * side);
  const edge = (index: number, length: number): number => Math.floor((index * length) / side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [top, left] = [edge(row, height), edge(column, width)];
      const [bottom, right] = [Math.max(top + 1, edge(row + 1, height)), Math.max(left + 1, edge(column + 1, width))];
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += grey[y * width + x];
      shrunk[row * side + column] = sum / ((bottom - top) * (right - left));
    }
  }
  return shrunk;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  for (let down = -MAX_SHIFT; down <= MAX_SHIFT; down++) {
    for (let right = -MAX_SHIFT; right <= MAX_SHIFT; right++) if (correlation(one, other, down, right) >= SAME) return true;
  }
  return false;
}

/** Pearson's correlation of the pixels that overlap after a shift. */
function correlation(one: Uint8Array, other: Uint8Array, down: number, right: number): number {
  let [count, sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0, 0];
  for (let y = Math.max(0, -down); y < SIDE - Math.max(0, down); y++) {
    for (let x = Math.max(0, -right); x < SIDE - Math.max(0, right); x++) {
      const [a, b] = [one[y * SIDE + x], other[(y + down) * SIDE + x + right]];
      count++;
      sumA += a;
      sumB += b;
      squaresA += a * a;
      squaresB += b * b;
      products += a * b;
    }
  }
  const [varianceA, varianceB] = [squaresA - (sumA * sumA) / count, squaresB - (sumB * sumB) / count];
  return varianceA > 0 && varianceB > 0 ? (products - (sumA * sumB) / count) / Math.sqrt(varianceA * varianceB) : 0;
}

/** Equal pictures are told of by themselves. */
function isIdentical(view: View, one: number, other: number): boolean {
  const [a, b] = [view.read([one]), view.read([other])];
  return a.every((value, index) => value === b[index]);
}

function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += one[index] * other[index];
  return sum;
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
