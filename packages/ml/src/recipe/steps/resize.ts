import { z } from 'zod';
import { rowSize, type ValueBatch } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';

const options = z.strictObject({ height: z.int().min(1).max(4096), width: z.int().min(1).max(4096) });

/** Smaller: the mean of the area that a new pixel covers. Larger: linear between pixel centres. */
export const resize = defineStep<z.infer<typeof options>, null, ValueBatch>({
  name: 'resize',
  options,
  describe: ({ height, width }) => `Resize pictures to ${height} × ${width}`,
  form: (before, { height, width }) => {
    requireForm('resize', before, 'values', ['IMAGE']);
    return { ...before, shape: [height, width, before.shape[2]] };
  },
  apply: (batch, before, { height, width }) => {
    const [fromHeight, fromWidth, channels] = before.shape;
    const [down, across] = [resampling(fromHeight, height), resampling(fromWidth, width)];
    const data = new Float64Array(batch.count * height * width * channels);
    const narrow = new Float64Array(fromHeight * width * channels);
    for (let sample = 0; sample < batch.count; sample++) {
      // Across first, then down: each pixel that is read costs one product, not one for every pixel it touches.
      const start = sample * rowSize(before);
      for (let y = 0; y < fromHeight; y++) {
        resample(batch.data, start + y * fromWidth * channels, channels, across, narrow, y * width * channels);
      }
      resample(narrow, 0, width * channels, down, data, sample * height * width * channels);
    }
    return { ...batch, data };
  },
});

/** For each new position, which old positions it is made of and with which weights, which sum to 1. */
interface Resampling {
  /** Where each new position begins in the two other lists, and one past the end. */
  readonly starts: Int32Array;
  readonly positions: Int32Array;
  readonly weights: Float64Array;
}

function resampling(from: number, to: number): Resampling {
  const ratio = from / to;
  const parts = Array.from({ length: to }, (_, index) =>
    ratio > 1 ? coverage(index * ratio, (index + 1) * ratio) : between((index + 0.5) * ratio - 0.5, from),
  );
  const starts = new Int32Array(to + 1);
  parts.forEach((part, index) => (starts[index + 1] = starts[index] + part.length));
  const flat = parts.flat();
  return { starts, positions: Int32Array.from(flat, ([position]) => position), weights: Float64Array.from(flat, ([, weight]) => weight) };
}

/** One line of things of `size` numbers each, from one length to another. */
function resample(
  source: Float64Array,
  from: number,
  size: number,
  { starts, positions, weights }: Resampling,
  target: Float64Array,
  to: number,
): void {
  for (let index = 0; index < starts.length - 1; index++) {
    for (let part = starts[index]; part < starts[index + 1]; part++) {
      const [weight, at] = [weights[part], from + positions[part] * size];
      for (let value = 0; value < size; value++)
        target[to + value] = (part === starts[index] ? 0 : target[to + value]) + weight * source[at + value];
    }
    to += size;
  }
}

function coverage(start: number, end: number): [number, number][] {
  const weights: [number, number][] = [];
  for (let position = Math.floor(start); position < end - 1e-9; position++) {
    weights.push([position, (Math.min(end, position + 1) - Math.max(start, position)) / (end - start)]);
  }
  return weights;
}

function between(centre: number, length: number): [number, number][] {
  const clamped = Math.min(Math.max(centre, 0), length - 1);
  const low = Math.min(Math.floor(clamped), length - 1);
  const fraction = clamped - low;
  return fraction === 0
    ? [[low, 1]]
    : [
        [low, 1 - fraction],
        [low + 1, fraction],
      ];
}
