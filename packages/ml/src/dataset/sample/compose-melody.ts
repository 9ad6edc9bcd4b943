/** A melody: the style decides rhythm, steps and where the line is going. */
import type { Random } from '../../random.ts';

export const MELODY_STEPS = 48;
const SHORTEST = 24;

interface Style {
  /** Durations that follow each other, 24 being one unit. */
  readonly rhythm: readonly number[];
  /** Steps along the scale that are drawn from. */
  readonly moves: readonly number[];
  /** Chance that a note is a rest. */
  readonly rests: number;
  /** Semitones of the scale above its root. */
  readonly scale: readonly number[];
}

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];
const STYLES: readonly Style[] = [
  { rhythm: [48, 24, 48, 24], moves: [-1, -1, 0, 1, 1], rests: 0.02, scale: MAJOR },
  { rhythm: [36, 12, 24, 24], moves: [-2, 0, 2, 4, -4], rests: 0.06, scale: MAJOR },
  { rhythm: [12, 12, 12, 12, 24], moves: [-1, 1, 1, -1, 2], rests: 0.01, scale: MAJOR },
  { rhythm: [72, 24, 48, 48], moves: [-1, -1, -2, 1, 0], rests: 0.08, scale: MINOR },
];

/** `blend` from 0 to 1: how often a note follows the other style. Returns pitch and duration of `MELODY_STEPS` notes at most. */
export function composeMelody(
  style: number,
  other: number,
  blend: number,
  root: number,
  random: Random,
): [pitch: number, duration: number][] {
  const length = SHORTEST + random.integer(MELODY_STEPS - SHORTEST + 1);
  let degree = random.integer(7);
  return Array.from({ length }, (_, step) => {
    const { rhythm, moves, rests, scale } = STYLES[random.uniform() < blend ? other : style];
    const duration = rhythm[step % rhythm.length];
    degree += moves[random.integer(moves.length)];
    if (degree < -5 || degree > 12) degree = random.integer(7);
    if (random.uniform() < rests) return [0, duration];
    const octave = Math.floor(degree / 7);
    return [root + 12 * octave + scale[degree - 7 * octave], duration];
  });
}
