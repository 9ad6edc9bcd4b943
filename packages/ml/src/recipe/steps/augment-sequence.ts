/** Changes each training sequence a little, anew in each epoch: tunes in another key, strokes by another hand, words left out. */
import { z } from 'zod';
import { DataError } from '../../formats/data-error.ts';
import { rowSize, type TokenBatch, type ValueBatch, validSteps } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';
import { UNKNOWN } from './tokenise.ts';

const transposeOptions = z.strictObject({
  /** Semitones, either way. */
  semitones: z.int().min(0).max(24).default(5),
  /** Feature that holds the MIDI pitch; 0 is a rest and stays one. */
  pitch: z.int().min(0).default(0),
});

export const transpose = defineStep<z.infer<typeof transposeOptions>, null, ValueBatch>({
  name: 'transpose',
  options: transposeOptions,
  describe: ({ semitones }) => `In training: move tunes by up to ${semitones} semitones`,
  form: (before, { pitch }) => {
    requireForm('transpose', before, 'values', ['SEQUENCE'], 2);
    if (pitch >= before.shape[1])
      throw new DataError(`step transpose, pitch: expected a feature from 0 to ${before.shape[1] - 1}, found ${pitch}`, {
        member: 'transpose',
      });
    return before;
  },
  augment: (batch, before, { semitones, pitch }, randomOf) => {
    const data = batch.data.slice();
    const [, features] = before.shape;
    for (let row = 0; row < batch.count; row++) {
      const move = randomOf(row).integer(2 * semitones + 1) - semitones;
      for (let step = 0; step < validSteps(before, batch, row); step++) {
        const at = row * rowSize(before) + step * features + pitch;
        if (data[at] > 0) data[at] = Math.min(127, Math.max(1, data[at] + move));
      }
    }
    return { ...batch, data };
  },
});

const strokesOptions = z.strictObject({
  /** Features that hold the pen's steps to the right and down. */
  right: z.int().min(0).default(0),
  down: z.int().min(0).default(1),
  /** Degrees, either way. */
  rotate: z.number().min(0).max(180).default(10),
  /** Relative change of width and of height, either way. */
  scale: z.number().min(0).max(0.9).default(0.15),
  /** Relative noise of each step. */
  noise: z.number().min(0).max(1).default(0),
});

export const augmentStrokes = defineStep<z.infer<typeof strokesOptions>, null, ValueBatch>({
  name: 'augment-strokes',
  options: strokesOptions,
  describe: ({ rotate, scale, noise }) =>
    `In training: turn strokes by up to ${rotate}°, stretch them by up to ${scale * 100} %${noise > 0 ? `, add ${noise * 100} % noise` : ''}`,
  form: (before, { right, down }) => {
    requireForm('augment-strokes', before, 'values', ['SEQUENCE'], 2);
    if (Math.max(right, down) >= before.shape[1])
      throw new DataError(`step augment-strokes: expected features from 0 to ${before.shape[1] - 1}, found ${right} and ${down}`, {
        member: 'augment-strokes',
      });
    return before;
  },
  augment: (batch, before, { right, down, rotate, scale, noise }, randomOf) => {
    const data = batch.data.slice();
    for (let row = 0; row < batch.count; row++) {
      const random = randomOf(row);
      const either = (amount: number): number => (2 * random.uniform() - 1) * amount;
      const angle = (either(rotate) * Math.PI) / 180;
      const [stretchX, stretchY] = [1 + either(scale), 1 + either(scale)];
      for (let step = 0; step < validSteps(before, batch, row); step++) {
        const at = row * rowSize(before) + step * before.shape[1];
        const [x, y] = [data[at + right] * stretchX, data[at + down] * stretchY];
        data[at + right] = (x * Math.cos(angle) - y * Math.sin(angle)) * (1 + (noise > 0 ? random.normal() * noise : 0));
        data[at + down] = (x * Math.sin(angle) + y * Math.cos(angle)) * (1 + (noise > 0 ? random.normal() * noise : 0));
      }
    }
    return { ...batch, data };
  },
});

const dropoutOptions = z.strictObject({ rate: z.number().min(0).max(0.9).default(0.05) });

export const tokenDropout = defineStep<z.infer<typeof dropoutOptions>, null, TokenBatch>({
  name: 'token-dropout',
  options: dropoutOptions,
  describe: ({ rate }) => `In training: hide ${rate * 100} % of the tokens`,
  form: (before) => {
    requireForm('token-dropout', before, 'tokens');
    if (before.hasUnknown !== true)
      throw new DataError(
        'step token-dropout: expected tokens with an index for "unknown", as tokenise and vocabulary make, found others',
        { member: 'token-dropout' },
      );
    return before;
  },
  augment: (batch, before, { rate }, randomOf) => {
    const data = batch.data.slice();
    for (let row = 0; row < batch.count; row++) {
      const random = randomOf(row);
      for (let step = 0; step < batch.lengths[row]; step++) if (random.uniform() < rate) data[row * before.shape[0] + step] = UNKNOWN;
    }
    return { ...batch, data };
  },
});
