import { describe, expect, it } from 'vitest';
import { nameFor } from '../../../apps/web/src/features/data/file-hints.ts';
import { ago, bytes, duration, number, short } from '../../../apps/web/src/lib/format.ts';
import { flatten, valueAtPath, valueText } from '../../../apps/web/src/lib/json.ts';
import { links } from '../../../apps/web/src/lib/links.ts';

describe('numbers', () => {
  it('have the digits that matter', () => {
    expect(number(0.123456)).toBe('0.1235');
    expect(number(1_496)).toBe('1,496');
    expect(number(0.00012)).toBe('1.2e−4');
    expect(number(Number.NaN)).toBe('NaN');
    expect(number(null)).toBe('–');
    expect([-1_496, -0.5, Number.NEGATIVE_INFINITY].map((value) => number(value))).toEqual(['−1,496', '−0.5', '−∞']);
  });
  it('are short where only the size counts', () => {
    expect(short(2_361_409)).toBe('2.36 M');
    expect(bytes(3_400_000)).toBe('3.4 MB');
  });
});

describe('times', () => {
  it('are said as people say them', () => {
    expect(duration(61_000)).toBe('61 s');
    expect(duration(184_000)).toBe('3 min 4 s');
    // Rounded as a whole: never 60 s, never a minute lost.
    expect([299_700, 599_700, 2 * 3_600_000 - 1].map(duration)).toEqual(['5 min 0 s', '10 min', '2 h 0 min']);
    expect(ago(new Date(1_000_000), 1_000_000 + 5 * 60_000)).toBe('5 min ago');
  });
});

describe('params', () => {
  it('are flattened to dotted paths, lists kept whole', () => {
    expect(flatten({ model: { filters: [1, 2] }, seed: 1 })).toEqual([
      ['model.filters', [1, 2]],
      ['seed', 1],
    ]);
    expect(valueAtPath({ model: { filters: [1, 2] } }, 'model.filters')).toEqual([1, 2]);
    expect(valueText([32, 64])).toBe('32, 64');
    expect(valueText(undefined)).toBe('–');
  });
});

describe('addresses', () => {
  it('keep slashes and commas readable and leave out what is empty', () => {
    expect(links.compare('studio/folk', ['a', 'b='])).toBe('/compare?project=studio/folk&runs=a,b%3D');
    expect(links.run('studio/folk', 'x')).toBe('/run?project=studio/folk&id=x');
  });
});

describe('a name for dropped files', () => {
  it('is what they share', () => {
    expect(nameFor(['music_images.npy', 'music_notes.npy'])).toBe('music');
    expect(nameFor(['omniglot_pairs.npz'])).toBe('omniglot pairs');
  });
});
