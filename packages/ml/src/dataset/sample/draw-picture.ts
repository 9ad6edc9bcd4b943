/** A woven pattern: the style decides which way the threads run, the artist how it is coloured. */
import type { Random } from '../../random.ts';

export const PICTURE_SIDE = 32;

/** Which way the threads of each style run, in degrees. */
const DIRECTIONS = [0, 45, 90, 135];

/** Red, green and blue of the two colours of an artist, 0 to 1. */
export interface Palette {
  readonly dark: readonly [number, number, number];
  readonly light: readonly [number, number, number];
}

export function drawPalette(random: Random): Palette {
  const colour = (low: number, high: number): [number, number, number] =>
    [low, low, low].map((from) => from + random.uniform() * (high - from)) as [number, number, number];
  return { dark: colour(0.05, 0.45), light: colour(0.55, 0.95) };
}

/** `blend` from 0 to 1: how much of the other style is woven in. Returns `[32, 32, 3]` bytes. */
export function drawPicture(style: number, other: number, blend: number, palette: Palette, random: Random): Uint8Array {
  const threads = [drawThreads(DIRECTIONS[style], random), drawThreads(DIRECTIONS[other], random)];
  const pixels = new Uint8Array(PICTURE_SIDE * PICTURE_SIDE * 3);
  for (let y = 0; y < PICTURE_SIDE; y++) {
    for (let x = 0; x < PICTURE_SIDE; x++) {
      const height = (1 - blend) * threads[0](x, y) + blend * threads[1](x, y) + 0.15 * random.normal();
      const light = Math.min(1, Math.max(0, 0.5 + 0.5 * height));
      for (let channel = 0; channel < 3; channel++) {
        pixels[(y * PICTURE_SIDE + x) * 3 + channel] = Math.round(
          255 * (palette.dark[channel] + light * (palette.light[channel] - palette.dark[channel])),
        );
      }
    }
  }
  return pixels;
}

function drawThreads(direction: number, random: Random): (x: number, y: number) => number {
  const angle = ((direction + 12 * random.normal()) * Math.PI) / 180;
  const wavelength = 4 + 4 * random.uniform();
  const phase = 2 * Math.PI * random.uniform();
  return (x, y) => Math.sin((2 * Math.PI * (x * Math.sin(angle) + y * Math.cos(angle))) / wavelength + phase);
}
