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
    const [rows, columns] = [resampling(fromHeight, height), resampling(fromWidth, width)];
    const data = new Float64Array(batch.count * height * width * channels);
    let at = 0;
    for (let sample = 0; sample < batch.count; sample++) {
      const start = sample * rowSize(before);
      for (const row of rows) {
        for (const column of columns) {
          for (let channel = 0; channel < channels; channel++) {
            let sum = 0;
            for (const [y, weightY] of row)
              for (const [x, weightX] of column) sum += weightY * weightX * batch.data[start + (y * fromWidth + x) * channels + channel];
            data[at++] = sum;
          }
        }
      }
    }
    return { ...batch, data };
  },
});

/** For each new position, which old positions it is made of and with which weights, which sum to 1. */
function resampling(from: number, to: number): [position: number, weight: number][][] {
  const ratio = from / to;
  return Array.from({ length: to }, (_, index) =>
    ratio > 1 ? coverage(index * ratio, (index + 1) * ratio) : between((index + 0.5) * ratio - 0.5, from),
  );
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
