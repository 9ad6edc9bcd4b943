/** What a sequence is, so that it can be heard or drawn instead of listed. */
export type SequenceKind = 'notes' | 'strokes' | 'numbers';

/** By the names of its features where they are known, otherwise by its values: `[steps, features]`. */
export function sequenceKind(steps: readonly (readonly number[])[], features: readonly string[] = []): SequenceKind {
  const names = features.map((name) => name.toLowerCase());
  if (names[0]?.startsWith('pitch')) return 'notes';
  if (names[0] === 'dx' && names[1] === 'dy') return 'strokes';
  const width = steps[0]?.length ?? 0;
  const isPitch = (value: number) => Number.isNaN(value) || (Number.isInteger(value) && value >= 0 && value < 128);
  if (width === 2 && steps.every(([pitch = 0, length = 0]) => isPitch(pitch) && !(length < 0))) return 'notes';
  if (width === 3 && steps.every((step) => step[2] === 0 || step[2] === 1)) return 'strokes';
  return 'numbers';
}

export interface Note {
  /** MIDI pitch; 0 is a rest. */
  readonly pitch: number;
  /** In lengths of the most frequent note. */
  readonly start: number;
  readonly length: number;
}

/** Notes from `[pitch, duration]` rows, with times counted in the most frequent duration. A missing pitch is a rest, a missing duration the usual one. */
export function notesOf(steps: readonly (readonly number[])[]): Note[] {
  const unit = mostFrequent(steps.map((step) => step[1] ?? 1).filter((length) => length > 0)) || 1;
  let start = 0;
  return steps.map(([pitch = 0, duration = unit]) => {
    const note = { pitch: Number.isFinite(pitch) ? pitch : 0, start, length: Number.isFinite(duration) ? duration / unit : 1 };
    start += note.length;
    return note;
  });
}

export interface PitchRange {
  readonly low: number;
  readonly high: number;
}

/** The pitches that some tunes lie in, with some room around; those about middle C where nothing sounds. */
export function rangeOf(...tunes: readonly (readonly Note[])[]): PitchRange {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { pitch } of tunes.flat()) if (pitch > 0) [low, high] = [Math.min(low, pitch), Math.max(high, pitch)];
  return low > high ? { low: 58, high: 74 } : { low: low - 2, high: high + 2 };
}

/** The pitches of every C from one pitch to another. */
export function octavesOf(low: number, high: number): number[] {
  const first = Math.ceil(low / 12);
  return Array.from({ length: Math.max(0, Math.floor(high / 12) - first + 1) }, (_, index) => (first + index) * 12);
}

/** Points that a pen went without being lifted. */
export type Stroke = readonly (readonly [x: number, y: number])[];

/** Pen strokes as lists of points, from rows of `[dx, dy, pen up]`. A missing step is none. */
export function strokesOf(steps: readonly (readonly number[])[]): Stroke[] {
  const strokes: [number, number][][] = [];
  let current: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [dx = 0, dy = 0, up = 0] of steps) {
    x += Number.isFinite(dx) ? dx : 0;
    y += Number.isFinite(dy) ? dy : 0;
    current.push([x, y]);
    if (up >= 0.5) {
      strokes.push(current);
      current = [];
    }
  }
  if (current.length > 0) strokes.push(current);
  return strokes;
}

/** The beginning of a drawing, as far as some points go. */
export function strokesUpTo(strokes: readonly Stroke[], points: number): Stroke[] {
  const drawn: Stroke[] = [];
  let left = points;
  for (const stroke of strokes) {
    if (left <= 0) break;
    drawn.push(stroke.slice(0, left));
    left -= stroke.length;
  }
  return drawn;
}

export interface Square {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** The square that some drawings lie in, with a margin around. */
export function squareAround(...drawings: readonly (readonly Stroke[])[]): Square {
  let [left, right, top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of drawings.flat(2)) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (left > right) return { left: 0, top: 0, size: 1 };
  const inner = Math.max(right - left, bottom - top, 1e-6);
  const size = inner * 1.24;
  return { left: (left + right - size) / 2, top: (top + bottom - size) / 2, size };
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = 0;
  for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value;
  return best;
}
