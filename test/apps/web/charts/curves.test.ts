import { describe, expect, it } from 'vitest';
import { divergedAt, groupKeys, pointsOf, smooth } from '../../../../apps/web/src/charts/prepare/curves.ts';
import { unpackF64s } from '../../../../apps/web/src/lib/packed.ts';

const packed = (values: readonly number[]) => Buffer.from(new Float64Array(values).buffer).toString('base64');
const curve = (steps: readonly number[], values: readonly number[], times: readonly number[] = steps) => ({
  run: 'r',
  key: 'loss',
  steps: packed(steps),
  values: packed(values),
  times: packed(times),
});

describe('points of a curve', () => {
  it('carry NaN, infinities and minus zero as they were logged', () => {
    const { y } = pointsOf(curve([0, 1, 2, 3], [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]), 'step');
    expect([...y]).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]);
  });
  it('are sorted by step when they were logged backwards', () => {
    const { x, y } = pointsOf(curve([3, 1, 2], [30, 10, 20]), 'step');
    expect([...x]).toEqual([1, 2, 3]);
    expect([...y]).toEqual([10, 20, 30]);
  });
  it('lie on seconds since the first, or on the clock, as asked for', () => {
    expect([...pointsOf(curve([0, 1], [5, 6], [10_000, 12_500]), 'relative').x]).toEqual([0, 2.5]);
    expect([...pointsOf(curve([0, 1], [5, 6], [10_000, 12_500]), 'time').x]).toEqual([10, 12.5]);
  });
  it('lie where the server has placed them; without a place they are left out', () => {
    const placed = { ...curve([0, 50, 100], [5, 6, 7]), xs: packed([0, 0.5, Number.NaN]) };
    expect([...pointsOf(placed, 'epoch').x]).toEqual([0, 0.5]);
    expect([...pointsOf(placed, 'epoch').y]).toEqual([5, 6]);
    expect(pointsOf(curve([0, 1], [5, 6]), 'epoch').x).toHaveLength(0);
  });
  it('say where a curve left the numbers', () => {
    expect(divergedAt(pointsOf(curve([0, 10, 20], [1, 2, Number.NaN]), 'step'))).toBe(20);
    expect(divergedAt(pointsOf(curve([0, 10], [1, 2]), 'step'))).toBeUndefined();
  });
  it('are refused when their bytes are no whole values', () => {
    expect(() => unpackF64s(Buffer.from([1, 2, 3]).toString('base64'))).toThrow('F64s requires whole values of 8 bytes, got 3 bytes');
  });
});

describe('smoothing', () => {
  it('changes nothing at weight zero', () => {
    const values = new Float64Array([1, 5, 2]);
    expect(smooth(values, 0)).toBe(values);
  });
  it('begins at the first value, not at zero', () => {
    expect(smooth(new Float64Array([4, 4, 4]), 0.9)).toEqual(new Float64Array([4, 4, 4]));
  });
  it('leaves a value that is no number where it is and goes on after it', () => {
    const smoothed = smooth(new Float64Array([2, Number.NaN, 2]), 0.5);
    expect([...smoothed]).toEqual([2, Number.NaN, 2]);
  });
});

describe('keys of metrics', () => {
  it('share a figure when they are the same quantity on another part', () => {
    expect(groupKeys(['val_loss', 'loss', 'lr'])).toEqual([
      { name: 'loss', keys: ['loss', 'val_loss'] },
      { name: 'lr', keys: ['lr'] },
    ]);
  });
});
