/** Pictures that show the same: re-encoded, a pixel or two aside, lighter or darker. */
import type { View } from '../../dataset/dataset.ts';
import { createRandom } from '../../random.ts';
import { type LeakageFinding, SHOWN_SETS } from './finding.ts';
import type { Apart } from './sides.ts';

/** Side of the square in which two pictures are compared pixel by pixel. */
const SIDE = 32;
/** Side of the perceptual hash: brightness of coarse cells, from which candidates are taken. */
const COARSE = 8;
const CANDIDATE = 0.8;
const MAX_SHIFT = 2;
/**
 * Correlations, at the best of the shifts, from which two pictures are the same one. Encoding blurs pixels but keeps the means of small
 * areas in every colour; another version of a picture (another colour, another detail) does the opposite.
 */
const SAME_PIXELS = 0.9;
const SAME_AREAS = 0.985;
/** Encoding harms colours most: without any, more must agree, or two plain strokes would do. */
const SAME_GREY_PIXELS = 0.97;
/** Side of such an area. */
const AREA = 4;
/** Side of the middle that is compared, so that it can be shifted within the picture. */
const MIDDLE = SIDE - 2 * MAX_SHIFT;
/** Pictures with less contrast than this (standard deviation of 0 … 255) show next to nothing. */
const MIN_CONTRAST = 6;
/** Up to this many rows every pair is looked at; beyond it, pairs that fall into a common bucket. */
const EXHAUSTIVE_ROWS = 8_000;
const TABLES = 16;

interface Look {
  readonly row: number;
  /** Brightness `[SIDE, SIDE]`, 0 … 255. */
  readonly grey: Float32Array;
  /** One colour each, likewise. */
  readonly colours: readonly Float32Array[];
  /** `[COARSE, COARSE]`, mean 0 and length 1. */
  readonly coarse: Float32Array;
}

export function findNearPictures(view: View, apart: Apart): LeakageFinding[] {
  const looks = Array.from({ length: view.samples }, (_, row) => lookAt(view, row)).filter((look) => look !== undefined);
  const pairs: [number, number][] = [];
  for (const [one, other] of candidates(looks)) {
    if (apart(one.row, other.row) && isSame(one, other) && !isIdentical(view, one.row, other.row)) pairs.push([one.row, other.row]);
  }
  if (pairs.length === 0) return [];
  const count = new Set(pairs.flat()).size;
  return [
    {
      kind: 'near-duplicate',
      severity: 'warning',
      view: view.name,
      count,
      rows: pairs.slice(0, SHOWN_SETS),
      message: `${count} pictures in ${view.name} look like a picture of another part: the same but for encoding, brightness or a small shift.`,
    },
  ];
}

function* candidates(looks: readonly Look[]): Generator<[Look, Look]> {
  if (looks.length <= EXHAUSTIVE_ROWS) {
    for (let one = 0; one < looks.length; one++)
      for (let other = one + 1; other < looks.length; other++)
        if (dot(looks[one].coarse, looks[other].coarse) >= CANDIDATE) yield [looks[one], looks[other]];
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
  const colours = Array.from({ length: Math.min(channels, 3) }, (_, channel) => {
    const plane = Float32Array.from({ length: height * width }, (_pixel, pixel) => values[pixel * channels + channel] * stretch);
    return shrink(plane, height, width, SIDE);
  });
  const grey = colours[0].map((_, pixel) => colours.reduce((sum, plane) => sum + plane[pixel] / colours.length, 0));
  const coarse = shrink(grey, SIDE, SIDE, COARSE);
  const mean = coarse.reduce((sum, value) => sum + value, 0) / coarse.length;
  const centred = coarse.map((value) => value - mean);
  const length = Math.sqrt(dot(centred, centred));
  if (!(deviation(grey) >= MIN_CONTRAST) || length === 0) return undefined;
  return { row, grey, colours, coarse: centred.map((value) => value / length) };
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

function isSame(one: Look, other: Look): boolean {
  const still = middleOf(one.grey, 0, 0);
  let best = { down: 0, right: 0, pixels: Number.NEGATIVE_INFINITY };
  for (let down = -MAX_SHIFT; down <= MAX_SHIFT; down++) {
    for (let right = -MAX_SHIFT; right <= MAX_SHIFT; right++) {
      const pixels = correlation(still, middleOf(other.grey, down, right));
      if (pixels > best.pixels) best = { down, right, pixels };
    }
  }
  if (best.pixels < (one.colours.length === 1 ? SAME_GREY_PIXELS : SAME_PIXELS)) return false;
  const areas = ({ colours }: Look, down: number, right: number): number[] =>
    colours.flatMap((plane) => areasOf(middleOf(plane, down, right)));
  return correlation(areas(one, 0, 0), areas(other, best.down, best.right)) >= SAME_AREAS;
}

function middleOf(plane: Float32Array, down: number, right: number): Float32Array {
  const middle = new Float32Array(MIDDLE * MIDDLE);
  for (let y = 0; y < MIDDLE; y++) {
    const start = (y + MAX_SHIFT + down) * SIDE + MAX_SHIFT + right;
    middle.set(plane.subarray(start, start + MIDDLE), y * MIDDLE);
  }
  return middle;
}

function areasOf(middle: Float32Array): number[] {
  const count = MIDDLE / AREA;
  const sums = new Array<number>(count * count).fill(0);
  middle.forEach((value, at) => (sums[Math.floor(at / MIDDLE / AREA) * count + Math.floor((at % MIDDLE) / AREA)] += value));
  return sums;
}

/** Pearson's. */
function correlation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    const [a, b] = [one[at], other[at]];
    sumA += a;
    sumB += b;
    squaresA += a * a;
    squaresB += b * b;
    products += a * b;
  }
  const [varianceA, varianceB] = [squaresA - (sumA * sumA) / one.length, squaresB - (sumB * sumB) / one.length];
  return varianceA > 0 && varianceB > 0 ? (products - (sumA * sumB) / one.length) / Math.sqrt(varianceA * varianceB) : 0;
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
