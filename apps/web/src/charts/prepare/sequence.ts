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

/** Pen strokes as lists of points, from rows of `[dx, dy, pen up]`. */
export function strokesOf(steps: readonly (readonly number[])[]): [number, number][][] {
  const strokes: [number, number][][] = [];
  let current: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [dx = 0, dy = 0, up = 0] of steps) {
    x += dx;
    y += dy;
    current.push([x, y]);
    if (up >= 0.5) {
      strokes.push(current);
      current = [];
    }
  }
  if (current.length > 0) strokes.push(current);
  return strokes;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = 0;
  for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value;
  return best;
}
