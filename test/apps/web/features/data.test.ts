import { describe, expect, it } from 'vitest';
import { barsOf } from '../../../../apps/web/src/charts/prepare/bars.ts';
import { paintPicture, paintSteps } from '../../../../apps/web/src/features/data/paint-values.ts';
import { moved, newStep, optionFields, optionText, optionValue, withOption } from '../../../../apps/web/src/features/data/recipe-form.ts';
import { needsOf, splitInput, strategies } from '../../../../apps/web/src/features/data/split-choices.ts';

const scale = {
  name: 'scale',
  version: 1,
  options: {
    type: 'object',
    required: ['method'],
    properties: {
      method: { type: 'string', enum: ['divide', 'min-max'] },
      by: { type: 'number', default: 255 },
      features: { type: 'array', items: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } },
      minSteps: { type: 'integer', minimum: 1, maximum: 100 },
      flip: { type: 'boolean', default: false },
    },
  },
};

describe('the form of a step', () => {
  const fields = optionFields(scale);
  it('has a field for each option, of its kind, with its limits and its standard', () => {
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['method', 'choice'],
      ['by', 'number'],
      ['features', 'numbers'],
      ['minSteps', 'number'],
      ['flip', 'switch'],
    ]);
    expect(fields[3]).toMatchObject({ label: 'Min steps', min: 1, max: 100, whole: true, required: false });
    expect(fields[1]).toMatchObject({ standard: 255, whole: false });
  });
  it('reads what is typed, and leaves to the standard what is empty', () => {
    expect(optionValue(fields[1]!, ' 127.5 ')).toBe(127.5);
    expect(optionValue(fields[1]!, '')).toBeUndefined();
    expect(optionValue(fields[2]!, '0, 2 3')).toEqual([0, 2, 3]);
    expect(optionValue(fields[4]!, true)).toBe(true);
  });
  it('hands on what is no number, so that the server says what it wants', () => {
    expect(optionValue(fields[1]!, 'many')).toBe('many');
  });
  it('shows what was read as it was typed', () => {
    for (const value of [127.5, [0, 2, 3]]) expect(optionValue(fields[Array.isArray(value) ? 2 : 1]!, optionText(value))).toEqual(value);
  });
});

describe('the steps of a recipe', () => {
  it('begin with what they cannot do without', () => {
    expect(newStep(scale)).toEqual({ step: 'scale', version: 1, method: 'divide' });
  });
  it('lose an option that is left out', () => {
    expect(withOption({ step: 'scale', version: 1, by: 2 }, 'by', undefined)).toEqual({ step: 'scale', version: 1 });
    expect(withOption({ step: 'scale', version: 1 }, 'by', 3)).toEqual({ step: 'scale', version: 1, by: 3 });
  });
  it('move by a place, and not past the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, -2)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });
});

describe('values as pixels', () => {
  const pixel = (pixels: Uint8ClampedArray, at: number) => [...pixels.subarray(at * 4, at * 4 + 3)];
  it('keep what lies between 0 and 1 and between 0 and 255 as bright as it is', () => {
    expect(pixel(paintPicture(Float64Array.from([0.2, 0.4]), [1, 2, 1]).pixels, 0)).toEqual([51, 51, 51]);
    expect(pixel(paintPicture(Float64Array.from([20, 100]), [1, 2, 1]).pixels, 1)).toEqual([100, 100, 100]);
  });
  it('stretch every other range', () => {
    const { pixels } = paintPicture(Float64Array.from([-2, 2]), [1, 2, 1]);
    expect([pixel(pixels, 0), pixel(pixels, 1)]).toEqual([
      [0, 0, 0],
      [255, 255, 255],
    ]);
  });
  it('are red where a value is missing, and empty where a sequence has ended', () => {
    const { width, height, pixels } = paintSteps(Float64Array.from([0, 9, Number.NaN, 5, 1, 7]), [3, 2], 2);
    expect([width, height]).toEqual([3, 24]);
    expect(pixel(pixels, 1)).toEqual([179, 38, 30]);
    expect(pixels[2 * 4 + 3]).toBe(0);
  });
});

describe('bars of a histogram', () => {
  it('fill the frame with the highest, and show one work among a million', () => {
    const bars = barsOf([0, 1, 2, 4], [1_000_000, 1, 0], 400, 100);
    expect(bars.map((bar) => bar.height)).toEqual([100, 1, 0]);
    expect(bars[2]!.x).toBe(200);
    expect(bars.every((bar) => bar.y + bar.height === 100)).toBe(true);
  });
});

describe('what a form asks of a split', () => {
  const form = (values: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(values)) data.set(name, value);
    return data;
  };
  const filled = form({
    seed: '7',
    train: '60 %',
    validation: '20 %',
    test: '20 %',
    folds: '5',
    repeats: '3',
    groupBy: 'artist',
    timeColumn: 'year',
  });
  it('is only what its strategy has a use for', () => {
    expect(splitInput('v', 'STRATIFIED', filled)).toEqual({ version: 'v', strategy: 'STRATIFIED', seed: 7, fractions: [0.6, 0.2, 0.2] });
    expect(splitInput('v', 'GROUPED_K_FOLD', filled)).toMatchObject({ folds: 5, repeats: 3, groupBy: 'artist' });
    expect(splitInput('v', 'TIME', filled)).toMatchObject({ timeColumn: 'year' });
    expect(splitInput('v', 'TIME', filled)).not.toHaveProperty('groupBy');
  });
  it('asks for no shares where every work is tested once', () => {
    for (const { value } of strategies) expect(needsOf(value).shares).toBe(!/FOLD|LEAVE|NESTED/.test(value));
  });
});
