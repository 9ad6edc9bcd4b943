import { existsSync } from 'node:fs';
import { notesOfAbc, openNpy, openTextTable } from '@atelier/ml/formats';
import { describe, expect, it } from 'vitest';

const [C, D, E, F, G, A, B] = [60, 62, 64, 65, 67, 69, 71];

describe('notes of a tune in ABC notation', () => {
  it.each([
    ['octaves', "C, C c c'", 'C', [48, 60, 72, 84], [24, 24, 24, 24]],
    ['lengths', 'C2 C/ C// C3/2 C/3 z4', 'C', [C, C, C, C, C, 0], [48, 12, 6, 36, 8, 96]],
    ['a key with sharps', 'F C G', 'A', [66, 61, 68], [24, 24, 24]],
    ['a key with flats', 'B E A', 'Eb', [70, 63, 68], [24, 24, 24]],
    ['a mode', 'F C', 'Ador', [66, C], [24, 24]],
    ['a minor key, written in three ways', 'F', 'F#m', [66], [24]],
    ['an unknown key', 'F B', 'HP', [F, B], [24, 24]],
    ['an accidental until the bar ends', '^F F f | F', 'C', [66, 66, 77, F], [24, 24, 24, 24]],
    ['a natural in a key', '=F F | F', 'G', [F, F, 66], [24, 24, 24]],
    ['double accidentals', '^^C __E', 'C', [D, D], [24, 24]],
    ['a triplet', '(3CDE F', 'C', [C, D, E, F], [16, 16, 16, 24]],
    ['a tuplet that says everything', '(3:2:2CDE', 'C', [C, D, E], [16, 16, 24]],
    ['a sextuplet', '(6CDEFGA', 'C', [C, D, E, F, G, A], [8, 8, 8, 8, 8, 8]],
    ['broken rhythm', 'C>D E<F G>>A', 'C', [C, D, E, F, G, A], [36, 12, 12, 36, 42, 6]],
    ['a tie, over a bar line too', 'C2- C | D-|D', 'C', [C, D], [72, 48]],
    ['no tie between two pitches', 'C-D', 'C', [C, D], [24, 24]],
    ['the top note of a chord', '[CEG]2 [C2E2]', 'C', [G, E], [48, 48]],
    ['nothing but the melody', '"Am"C !trill!D {ef}E ~F .G uA', 'C', [C, D, E, F, G, A], [24, 24, 24, 24, 24, 24]],
    ['bars, repeats and endings', '|: C |1 D :|2 E |]', 'C', [C, D, E], [24, 24, 24]],
    ['a change of key', 'F [K:G] F', 'C', [F, 66], [24, 24]],
    ['no music', '%% & ; ]', 'C', [], []],
  ])('reads %s', (_, music, key, pitches, durations) => {
    expect(notesOfAbc(music, key)).toEqual({ pitches, durations });
  });

  it('takes five notes in the time of two, or of three in a compound metre', () => {
    expect(notesOfAbc('(5CDEFG', 'C', '4/4').durations).toEqual([10, 10, 10, 10, 10]);
    expect(notesOfAbc('(5CDEFG', 'C', '6/8').durations).toEqual([14, 14, 14, 14, 14]);
  });
});

const music = new URL('../../../../../shared/data/music/', import.meta.url).pathname;
it.skipIf(!existsSync(music))('hears in 1,496 real tunes what their notes say', async () => {
  const tunes = new Map<string, { abc: string; key: string; meter: string }>();
  const table = await openTextTable(`${music}tunes.csv`, 'csv');
  const at = (name: string): number => table.columns.indexOf(name);
  for await (const { values } of table.records())
    tunes.set(values[at('id')], { abc: values[at('abc')], key: values[at('key')], meter: values[at('meter')] });
  const [notes, lengths] = [openNpy(`${music}music.npy`), openNpy(`${music}music_lengths.npy`)];
  const known = lengths.readRange(0, lengths.rows);
  let compared = 0;
  for await (const { values } of (await openTextTable(`${music}music_index.csv`, 'csv')).records()) {
    const [row, id] = [Number(values[0]), values[1]];
    const tune = tunes.get(id);
    if (tune === undefined) throw new Error(`${id} is not in tunes.csv`);
    const { pitches, durations } = notesOfAbc(tune.abc, tune.key, tune.meter);
    const length = Number(known[row]);
    const expected = Array.from(notes.readRange(row, row + 1) as Int16Array).slice(0, 2 * length);
    expect(
      pitches.slice(0, 192).flatMap((pitch, step) => [pitch, durations[step]]),
      id,
    ).toEqual(expected);
    compared++;
  }
  notes.close();
  lengths.close();
  expect(compared).toBe(1496);
});
