/** Tunes written as text become notes as well: a sequence that an RNN reads and a roll that a person sees. */
import { join } from 'node:path';
import { notesOfAbc } from '../../formats/abc-notes.ts';
import { DataError } from '../../formats/data-error.ts';
import { createNpyWriter } from '../../formats/npy-writer.ts';
import type { TextTable } from '../../formats/text-table.ts';
import type { WrittenView } from './write-array.ts';

const NAME = 'notes';
/** More notes than this are no tune. */
const MAX_NOTES = 16_384;

/** The column names that say that a table holds ABC tunes: the music, and what it takes to read it. */
export function holdsTunes(table: TextTable, textColumn: string | undefined): boolean {
  return textColumn?.toLowerCase() === 'abc' && table.columns.includes('key');
}

/**
 * Writes `[samples, notes of the longest tune, 2]`: MIDI pitch (0: rest) and duration in 24ths of the tune's unit note length. Reads the
 * table twice, first for the longest tune. Undefined when there is not one note in it.
 */
export async function writeNotesView(table: TextTable, textColumn: string, folder: string): Promise<WrittenView | undefined> {
  const steps = await longest(table, textColumn);
  if (steps === 0) return undefined;
  const writer = createNpyWriter(join(folder, `${NAME}.npy`), 'i2', [steps, 2]);
  const lengths: number[] = [];
  try {
    for await (const { pitches, durations } of tunesOf(table, textColumn)) {
      const row = new Int16Array(steps * 2);
      pitches.forEach((pitch, step) => row.set([pitch, Math.min(durations[step], 0x7fff)], step * 2));
      writer.append(row);
      lengths.push(pitches.length);
    }
    writer.finish();
  } catch (error) {
    writer.abort();
    throw error;
  }
  const lengthsFile = `${NAME}.lengths.npy`;
  const lengthsWriter = createNpyWriter(join(folder, lengthsFile), 'i4', []);
  lengthsWriter.append(Int32Array.from(lengths));
  lengthsWriter.finish();
  return {
    manifest: {
      name: NAME,
      modality: 'SEQUENCE',
      shape: [steps, 2],
      dtype: 'i2',
      file: `${NAME}.npy`,
      lengths: lengthsFile,
      features: ['pitch', 'duration'],
    },
    missing: lengths.filter((length) => length === 0).length,
  };
}

async function longest(table: TextTable, textColumn: string): Promise<number> {
  let most = 0;
  let line = 1;
  for await (const { pitches } of tunesOf(table, textColumn)) {
    line++;
    if (pitches.length > MAX_NOTES)
      throw new DataError(`${table.name}, record ${line}: expected at most ${MAX_NOTES} notes in a tune, found ${pitches.length}`, {
        file: table.name,
        row: line,
      });
    most = Math.max(most, pitches.length);
  }
  return most;
}

async function* tunesOf(table: TextTable, textColumn: string): AsyncGenerator<ReturnType<typeof notesOfAbc>> {
  const [music, key, meter] = [textColumn, 'key', 'meter'].map((column) => table.columns.indexOf(column));
  for await (const { values } of table.records()) yield notesOfAbc(values[music], values[key], values[meter]);
}
