import { z } from 'zod';
import type { Random } from '../../random.ts';
import { rowSize, type ValueBatch } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';

const options = z.strictObject({
  /** Mirrors every other picture, left to right or top to bottom. */
  flipHorizontal: z.boolean().default(false),
  flipVertical: z.boolean().default(false),
  /** Degrees, either way. */
  rotate: z.number().min(0).max(180).default(0),
  /** Share of height and width, either way. */
  shift: z.number().min(0).max(1).default(0),
  /** Cuts out as little as this share of each side and scales it up again; 1 cuts nothing. */
  crop: z.number().min(0.1).max(1).default(1),
  /** Standard deviation of noise, in the values that the step is given. */
  noise: z.number().min(0).default(0),
  /** Relative change of brightness and of contrast, either way. */
  brightness: z.number().min(0).max(1).default(0),
  contrast: z.number().min(0).max(1).default(0),
  /** Relative change of each colour by itself, either way. */
  colour: z.number().min(0).max(1).default(0),
  /** What comes in from outside the picture. */
  fill: z.number().default(0),
});
type Options = z.infer<typeof options>;

/** Changes each training picture a little, anew in each epoch. */
export const augmentPicture = defineStep<Options, null, ValueBatch>({
  name: 'augment-picture',
  options,
  describe: (chosen) => `In training: ${list(chosen)}`,
  form: (before) => {
    requireForm('augment-picture', before, 'values', ['IMAGE']);
    return before;
  },
  augment: (batch, before, chosen, randomOf) => {
    const data = new Float64Array(batch.data.length);
    const size = rowSize(before);
    for (let row = 0; row < batch.count; row++) {
      const random = randomOf(row);
      const picture = batch.data.subarray(row * size, (row + 1) * size);
      const into = data.subarray(row * size, (row + 1) * size);
      moved(picture, into, before.shape, drawMapping(chosen, before.shape, random), chosen.fill);
      recolour(into, before.shape[2], chosen, random);
    }
    return { ...batch, data };
  },
});

/** Where in the old picture the centre of a new pixel comes from: `y = a·y' + b·x' + c`, measured from the centre. */
interface Mapping {
  readonly y: readonly [number, number, number];
  readonly x: readonly [number, number, number];
}

function drawMapping(chosen: Options, [height, width]: readonly number[], random: Random): Mapping {
  const either = (amount: number): number => (2 * random.uniform() - 1) * amount;
  const angle = (either(chosen.rotate) * Math.PI) / 180;
  const mirrorX = chosen.flipHorizontal && random.uniform() < 0.5 ? -1 : 1;
  const mirrorY = chosen.flipVertical && random.uniform() < 0.5 ? -1 : 1;
  const scale = 1 - random.uniform() * (1 - chosen.crop);
  const slackY = ((1 - scale) * height) / 2;
  const slackX = ((1 - scale) * width) / 2;
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  return {
    y: [cos * mirrorY, sin * mirrorX, either(chosen.shift * height) + either(slackY)],
    x: [-sin * mirrorY, cos * mirrorX, either(chosen.shift * width) + either(slackX)],
  };
}

function moved(
  picture: Float64Array,
  into: Float64Array,
  [height, width, channels]: readonly number[],
  mapping: Mapping,
  fill: number,
): void {
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [downFromMiddle, rightFromMiddle] = [row - middleY, column - middleX];
      const y = mapping.y[0] * downFromMiddle + mapping.y[1] * rightFromMiddle + mapping.y[2] + middleY;
      const x = mapping.x[0] * downFromMiddle + mapping.x[1] * rightFromMiddle + mapping.x[2] + middleX;
      for (let channel = 0; channel < channels; channel++) {
        into[(row * width + column) * channels + channel] = sample(picture, height, width, channels, channel, y, x, fill);
      }
    }
  }
}

/** Linear between the four pixels around. */
function sample(
  picture: Float64Array,
  height: number,
  width: number,
  channels: number,
  channel: number,
  y: number,
  x: number,
  fill: number,
): number {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const [down, right] = [y - top, x - left];
  const at = (row: number, column: number): number =>
    row < 0 || row >= height || column < 0 || column >= width ? fill : picture[(row * width + column) * channels + channel];
  if (down === 0 && right === 0) return at(top, left);
  const upper = at(top, left) * (1 - right) + at(top, left + 1) * right;
  const lower = at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right;
  return upper * (1 - down) + lower * down;
}

function recolour(picture: Float64Array, channels: number, chosen: Options, random: Random): void {
  const either = (amount: number): number => (2 * random.uniform() - 1) * amount;
  const [brightness, contrast] = [1 + either(chosen.brightness), 1 + either(chosen.contrast)];
  const gains = Array.from({ length: channels }, () => 1 + either(chosen.colour));
  if (chosen.brightness + chosen.contrast + chosen.colour > 0) {
    const mean = picture.reduce((sum, value) => sum + value, 0) / picture.length;
    picture.forEach((value, index) => (picture[index] = ((value - mean) * contrast + mean) * brightness * gains[index % channels]));
  }
  if (chosen.noise > 0) picture.forEach((value, index) => (picture[index] = value + random.normal() * chosen.noise));
}

function list(chosen: Options): string {
  const parts = [
    chosen.flipHorizontal && 'flip left to right',
    chosen.flipVertical && 'flip top to bottom',
    chosen.rotate > 0 && `turn by up to ${chosen.rotate}°`,
    chosen.shift > 0 && `shift by up to ${chosen.shift * 100} %`,
    chosen.crop < 1 && `cut to ${chosen.crop * 100} % or more`,
    chosen.noise > 0 && `add noise of ${chosen.noise}`,
    chosen.brightness > 0 && `change brightness by up to ${chosen.brightness * 100} %`,
    chosen.contrast > 0 && `change contrast by up to ${chosen.contrast * 100} %`,
    chosen.colour > 0 && `change colours by up to ${chosen.colour * 100} %`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'change nothing' : parts.join(', ');
}
