/** Pictures that show the same: re-encoded, a pixel or two aside, lighter or darker. */
import type { View } from '../../dataset/dataset.ts';
import { createRandom } from '../../random.ts';
import { type LeakageFinding, SHOWN_SETS } from './finding.ts';
import { spectrumOf } from './spectrum.ts';
import type { Apart } from './sides.ts';

/** Side of the square in which two pictures are compared pixel by pixel. */
const SIDE = 32;
/** Likeness of spectra from which a pair is compared pixel by pixel. */
const CANDIDATE = 0.94;
const MAX_SHIFT = 2;
/**
 * Correlations, at the best of the shifts, from which two pictures are the same one. Encoding blurs pixels but keeps the means of small
 * areas in every colour; another version of a picture (another colour, another detail) does the opposite.
 */
const SAME_PIXELS = 0.9;
const SAME_AREAS = 0.983;
/** Encoding harms colours most: without any, more must agree, or two plain strokes would do. */
const SAME_GREY_PIXELS = 0.97;
/** Side of such an area. */
const AREA = 7;
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
  /** The perceptual hash: see `spectrumOf`. */
  readonly spectrum: Float32Array;
}

export function findNearPictures(view: View, apart: Apart): LeakageFinding[] {
  const looks = Array.from({ length: view.samples }, (_, row) => lookAt(view, row)).filter((look) => look !== undefined);
  const pairs: [number, number][] = [];
  for (const [one, other] of candidates(looks, apart)) {
    if (isSame(one, other) && !isIdentical(view, one.row, other.row)) pairs.push([one.row, other.row]);
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

function* candidates(looks: readonly Look[], apart: Apart): Generator<[Look, Look]> {
  const seen = new Set<string>();
  for (const bucket of looks.length <= EXHAUSTIVE_ROWS ? [looks] : buckets(looks)) {
    for (let at = 0; at < bucket.length; at++) {
      const one = bucket[at];
      for (let next = at + 1; next < bucket.length; next++) {
        const other = bucket[next];
        if (!apart(one.row, other.row) || dot(one.spectrum, other.spectrum) < CANDIDATE || seen.has(`${one.row},${other.row}`)) continue;
        seen.add(`${one.row},${other.row}`);
        yield [one, other];
      }
    }
  }
}

/** Pictures on the same side of random planes (Charikar, 2002): near ones share a bucket of some table with high probability. */
function* buckets(looks: readonly Look[]): Generator<Look[]> {
  const random = createRandom('planes');
  const bits = Math.ceil(Math.log2(looks.length)) - 2;
  // Spectra all point the same way: planes through their mean part them, planes through 0 would not.
  const mean = new Float32Array(looks[0].spectrum.length);
  for (const { spectrum } of looks) spectrum.forEach((value, index) => (mean[index] += value / looks.length));
  for (let table = 0; table < TABLES; table++) {
    const planes = Array.from({ length: bits }, () => mean.map(() => random.normal()));
    const levels = planes.map((plane) => dot(plane, mean));
    const byKey = new Map<number, Look[]>();
    for (const look of looks) {
      const key = planes.reduce((known, plane, index) => known * 2 + (dot(plane, look.spectrum) > levels[index] ? 1 : 0), 0);
      const members = byKey.get(key);
      if (members === undefined) byKey.set(key, [look]);
      else members.push(look);
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
  return deviation(grey) >= MIN_CONTRAST ? { row, grey, colours, spectrum: spectrumOf(grey, SIDE) } : undefined;
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
  const areas = ({ colours }: Look, down: number, right: number): Float32Array =>
    Float32Array.from(colours.flatMap((plane) => areasOf(middleOf(plane, down, right))));
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
function correlation(one: Float32Array, other: Float32Array): number {
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

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += one[index] * other[index];
  return sum;
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
