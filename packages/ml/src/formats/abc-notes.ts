/** The notes of a tune in ABC notation: what sounds, and for how long. */

/** Duration of one unit note length (the `L:` of a tune): divisible by the 2, 3, 4, 6, 8, 12 and 24 of tuplets and dots. */
export const UNIT = 24;

export interface Notes {
  /** MIDI pitch of each note (60 = middle C), 0 for a rest. */
  readonly pitches: readonly number[];
  /** In 24ths of the tune's unit note length. */
  readonly durations: readonly number[];
}

const NATURAL: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
/** Sharps of the major key on each tonic; flats are negative. */
const SHARPS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: -1, G: 1, A: 3, B: 5 };
/** How many sharps a mode has more than the major key on the same tonic. */
const MODES: Readonly<Record<string, number>> = { maj: 0, ion: 0, mix: -1, dor: -2, m: -3, min: -3, aeo: -3, phr: -4, loc: -5, lyd: 1 };
const ORDER_OF_SHARPS = 'FCGDAEB';
/** Notes in the time of how many; 5, 7 and 9 depend on the metre. */
const TUPLETS: Readonly<Record<number, number>> = { 2: 3, 3: 2, 4: 3, 6: 2, 8: 3 };
const ACCIDENTALS: Readonly<Record<string, number>> = { '^': 1, '^^': 2, _: -1, __: -2, '=': 0 };

/** One alternative for each thing in a line of music; what fits none of them (decorations, broken text) is stepped over. */
const TOKEN = new RegExp(
  [
    String.raw`"[^"]*"|![^!\s]*!|\+[^+\s]*\+|\{[^}]*\}`, // chord symbols, decorations, grace notes
    String.raw`\[(?<key>K:[^\]]*)\]|\[[A-Za-z]:[^\]]*\]`, // fields within the music
    String.raw`(?<bar>\[?\|+[\]:]?|:+\|?)`,
    String.raw`\((?<tuplet>\d)(?::(?<into>\d?))?(?::(?<over>\d?))?`,
    String.raw`\[(?<chord>[^\]|]*)\](?<chordLength>\d*\/*\d*)`,
    String.raw`(?<accidental>\^{1,2}|_{1,2}|=)?(?<letter>[A-Ga-gzx])(?<octave>[',]*)(?<length>\d*\/*\d*)`,
    '(?<tie>-)|(?<broken>>+|<+)',
  ].join('|'),
  'g',
);

interface Pending {
  pitch: number;
  duration: number;
}

/**
 * The first voice as it is written, repeats played once: the top note of a chord, ties joined, tuplets and broken rhythm (`>`, `<`)
 * resolved, accidentals lasting to the bar line; grace notes, decorations and chord symbols left out. `key` is what a `K:` field
 * holds, such as `Ador` or `Bb`, `meter` what an `M:` field does. Never throws: what is no music is stepped over. Source: abcnotation.com/wiki/abc:standard:v2.1.
 */
export function notesOfAbc(music: string, key: string, meter = ''): Notes {
  const isCompound = /^\s*(6|9|12)\s*\/\s*\d/.test(meter);
  let signature = signatureOf(key);
  let inBar = new Map<string, number>();
  let tuplet = { left: 0, ratio: 1 };
  let broken: number | undefined;
  let tied = false;
  const notes: Pending[] = [];

  for (const { groups } of music.matchAll(TOKEN) as IterableIterator<RegExpExecArray & { groups: Record<string, string | undefined> }>) {
    if (groups.key !== undefined) signature = signatureOf(groups.key.slice(2));
    else if (groups.bar !== undefined) inBar = new Map();
    else if (groups.tuplet !== undefined) tuplet = tupletOf(Number(groups.tuplet), groups.into, groups.over, isCompound);
    else if (groups.tie !== undefined) tied = notes.length > 0;
    else if (groups.broken !== undefined) broken = breakAt(notes, groups.broken);
    else if (groups.chord !== undefined || groups.letter !== undefined) {
      const { pitch, length } = groups.chord === undefined ? single(groups) : topOf(groups.chord, groups.chordLength ?? '');
      if (length === undefined) continue;
      let duration = length * UNIT;
      if (tuplet.left > 0) {
        duration *= tuplet.ratio;
        tuplet.left--;
      }
      if (broken !== undefined) duration *= broken;
      broken = undefined;
      const last = notes.at(-1);
      if (tied && last !== undefined && last.pitch === pitch) last.duration += duration;
      else notes.push({ pitch, duration });
      tied = false;
    }
  }
  return { pitches: notes.map(({ pitch }) => pitch), durations: notes.map(({ duration }) => Math.round(duration)) };

  function single(groups: Record<string, string | undefined>): { pitch: number; length: number } {
    return { pitch: pitchOf(groups.accidental, groups.letter as string, groups.octave ?? ''), length: lengthOf(groups.length ?? '') };
  }

  /** A chord lasts as long as its first note, times what stands behind it. */
  function topOf(chord: string, factor: string): { pitch: number; length: number | undefined } {
    const members = [...chord.matchAll(/(\^{1,2}|_{1,2}|=)?([A-Ga-gzx])([',]*)(\d*\/*\d*)/g)];
    const pitches = members.map(([, accidental, letter, octave]) => pitchOf(accidental, letter, octave));
    return { pitch: Math.max(0, ...pitches), length: members.length === 0 ? undefined : lengthOf(members[0][4]) * lengthOf(factor) };
  }

  function pitchOf(accidental: string | undefined, letter: string, octave: string): number {
    if (letter === 'z' || letter === 'x') return 0;
    const upper = letter.toUpperCase();
    let height = letter === upper ? 60 : 72;
    for (const mark of octave) height += mark === "'" ? 12 : -12;
    // An accidental holds for its own octave only, until the bar ends.
    const place = `${upper}${height}`;
    if (accidental !== undefined) inBar.set(place, ACCIDENTALS[accidental]);
    return Math.min(127, Math.max(1, height + NATURAL[upper] + (inBar.get(place) ?? signature.get(upper) ?? 0)));
  }
}

/** `a>b` makes the first longer by what the second loses; `>>` and `<` likewise. Returns the factor for the note that follows. */
function breakAt(notes: readonly Pending[], marks: string): number | undefined {
  const last = notes.at(-1);
  if (last === undefined) return undefined;
  const short = 0.5 ** marks.length;
  last.duration *= marks[0] === '>' ? 2 - short : short;
  return marks[0] === '>' ? short : 2 - short;
}

/** `(p:q:r`: p notes in the time of q, for the next r notes. What is left out follows the standard's table (section 4.13). */
function tupletOf(notes: number, into: string | undefined, over: string | undefined, isCompound: boolean): { left: number; ratio: number } {
  if (notes < 2) return { left: 0, ratio: 1 };
  const usual = TUPLETS[notes] ?? (isCompound ? 3 : 2);
  return { left: Number(over) || notes, ratio: (Number(into) || usual) / notes };
}

/** `3/2`, `/`, `//`, `2`, or nothing: in unit note lengths. */
function lengthOf(text: string): number {
  const [, numerator, slashes, denominator] = /^(\d*)(\/*)(\d*)$/.exec(text) as RegExpExecArray;
  const over = slashes === '' ? 1 : Number(denominator) || 2 ** slashes.length;
  return (numerator === '' ? 1 : Number(numerator)) / over;
}

/** Which letters a key raises (1) or lowers (−1). An unknown key has none. */
function signatureOf(key: string): Map<string, number> {
  const [, tonic, accidental, mode] = /^\s*([A-G])([#b]?)\s*([A-Za-z]*)/.exec(key) ?? [];
  if (tonic === undefined) return new Map();
  const word = mode.toLowerCase();
  const shift = word === '' ? 0 : (MODES[word === 'm' ? 'm' : word.slice(0, 3)] ?? 0);
  const sharps = SHARPS[tonic] + (accidental === '#' ? 7 : accidental === 'b' ? -7 : 0) + shift;
  const letters = sharps > 0 ? ORDER_OF_SHARPS.slice(0, sharps) : [...ORDER_OF_SHARPS].reverse().join('').slice(0, -sharps);
  return new Map([...letters].map((letter) => [letter, Math.sign(sharps)]));
}
