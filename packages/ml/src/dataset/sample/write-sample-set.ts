/** A small set to try everything on: works of invented artists, each a picture and a melody of one style. Drawn from a seed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeNpy } from '../../formats/npy-writer.ts';
import { createRandom, type Random } from '../../random.ts';
import type { InputFile } from '../import/options.ts';
import { composeMelody, MELODY_STEPS } from './compose-melody.ts';
import { drawPalette, drawPicture, type Palette, PICTURE_SIDE } from './draw-picture.ts';

export interface SampleSetOptions {
  /** Folder for the files; made when it is not there. */
  readonly folder: string;
  /** Default 480; at least 40. */
  readonly samples?: number;
  /** Default 1. */
  readonly seed?: number;
}

const STYLES = ['lullaby', 'march', 'reel', 'lament'];
/** Works of one artist, on average; all of one style. */
const WORKS_PER_ARTIST = 5;
/** Share of melody notes whose duration was lost. */
const MISSING = 0.02;
/**
 * How foreign a view of a work can be to its style. Each view draws its own share, so that a work which one view leaves in doubt is
 * often plain in the other: two views together know more than one.
 */
const MAX_BLEND = { picture: 0.5, melody: 0.45 };

interface Artist {
  readonly name: string;
  readonly style: number;
  readonly palette: Palette;
  readonly root: number;
}

/**
 * Writes `images.npy` (u1 `[samples, 32, 32, 3]`), `notes.npy` (f4 `[samples, 48, 2]`: pitch, duration; NaN where a duration is missing),
 * `lengths.npy` and `labels.csv` (id, label, group, year), ready for `importFiles`. One work of the last artist is a copy of
 * one of the first: the kind of fault that a leakage report is for.
 */
export async function writeSampleSet({ folder, samples = 480, seed = 1 }: SampleSetOptions): Promise<InputFile[]> {
  if (!Number.isInteger(samples) || samples < 40 || samples > 100_000)
    throw new RangeError(`writeSampleSet requires 40 to 100000 samples, got ${samples}`);
  const random = createRandom(seed);
  const artists = drawArtists(Math.round(samples / WORKS_PER_ARTIST), random.fork('artists'));
  const images = new Uint8Array(samples * PICTURE_SIDE * PICTURE_SIDE * 3);
  const notes = new Float32Array(samples * MELODY_STEPS * 2);
  const lengths = new Int32Array(samples);
  const lines = ['id,label,group,year'];
  for (let row = 0; row < samples; row++) {
    const artist = artists[Math.floor((row * artists.length) / samples)];
    drawWork(row, artist, images, notes, lengths, random.fork(`work ${row}`));
    const year = random.fork(`year ${row}`);
    lines.push(
      `w${String(row).padStart(4, '0')},${STYLES[artist.style]},${artist.name},${year.uniform() < 0.03 ? '' : 1850 + year.integer(120)}`,
    );
  }
  copyWork(0, samples - 1, images, notes, lengths);
  await mkdir(folder, { recursive: true });
  const path = (name: string): string => join(folder, name);
  writeNpy(path('images.npy'), 'u1', [samples, PICTURE_SIDE, PICTURE_SIDE, 3], images);
  writeNpy(path('notes.npy'), 'f4', [samples, MELODY_STEPS, 2], notes);
  writeNpy(path('lengths.npy'), 'i4', [samples], lengths);
  await writeFile(path('labels.csv'), `${lines.join('\n')}\n`, { flag: 'wx' });
  return ['images.npy', 'notes.npy', 'lengths.npy', 'labels.csv'].map((name) => ({ name, path: path(name) }));
}

function drawArtists(count: number, random: Random): Artist[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `artist_${String(index).padStart(3, '0')}`,
    // In turn, so that every style has as many artists; the first and the last have the same one.
    style: index === count - 1 ? 0 : index % STYLES.length,
    palette: drawPalette(random),
    root: 55 + random.integer(10),
  }));
}

function drawWork(row: number, artist: Artist, images: Uint8Array, notes: Float32Array, lengths: Int32Array, random: Random): void {
  const foreign = (): number => (artist.style + 1 + random.integer(STYLES.length - 1)) % STYLES.length;
  const picture = drawPicture(artist.style, foreign(), MAX_BLEND.picture * random.uniform(), artist.palette, random);
  images.set(picture, row * picture.length);
  const melody = composeMelody(artist.style, foreign(), MAX_BLEND.melody * random.uniform(), artist.root, random);
  lengths[row] = melody.length;
  melody.forEach(([pitch, duration], step) => {
    notes[(row * MELODY_STEPS + step) * 2] = pitch;
    notes[(row * MELODY_STEPS + step) * 2 + 1] = random.uniform() < MISSING ? Number.NaN : duration;
  });
}

function copyWork(from: number, to: number, images: Uint8Array, notes: Float32Array, lengths: Int32Array): void {
  const picture = images.length / lengths.length;
  const melody = notes.length / lengths.length;
  images.copyWithin(to * picture, from * picture, (from + 1) * picture);
  notes.copyWithin(to * melody, from * melody, (from + 1) * melody);
  lengths[to] = lengths[from];
}
