import { studentInterval } from '@atelier/metrics';
import { describe, expect, it } from 'vitest';
import { epochAxis, relativeAxis, stepAxis } from '../../../../../../apps/server/src/slices/metrics/curves/axis.ts';
import { bandOf } from '../../../../../../apps/server/src/slices/metrics/curves/band.ts';
import type { Curve } from '../../../../../../apps/server/src/slices/metrics/curves/curve.ts';

const f64 = (...values: number[]) => Float64Array.from(values);

describe('an axis', () => {
  it('of epochs goes by the time of a point, linear in between', () => {
    const x = epochAxis({ steps: f64(0, 100, 200), values: f64(0, 1, 2), times: f64(1000, 2000, 4000) });
    expect([500, 1000, 1500, 2000, 3000, 4000, 9000].map((time) => x(7, time))).toEqual([0, 0, 0.5, 1, 1.5, 2, 2]);
  });

  it('of epochs takes the steps where no epoch was ever logged', () => {
    expect(epochAxis({ steps: f64(), values: f64(), times: f64() })).toBe(stepAxis);
    expect(epochAxis({ steps: f64(1), values: f64(Number.NaN), times: f64(1) })(7, 1)).toBe(7);
  });

  it('of relative time counts from the start of the run', () => {
    expect(relativeAxis(1000)(3, 1500)).toBe(500);
  });
});

function curve(xs: number[], values: number[], columns = 0): Curve {
  const points = { steps: f64(...xs), values: f64(...values), times: f64(...xs) };
  return { runId: 'r', key: 'loss', attempt: 0, points, xs: points.steps, count: xs.length, exact: true, columns, isWhole: true };
}

describe('a band', () => {
  it('of few points is at each of their xs the mean with its interval, over the runs that are there', () => {
    const band = bandOf([curve([0, 1, 2], [1, 2, 3]), curve([0, 1, 2], [2, 4, 9]), curve([1], [6])], { from: 0, to: 2, columns: 100 });
    expect(Array.from(band.xs)).toEqual([0, 1, 2]);
    expect(Array.from(band.counts)).toEqual([2, 3, 2]);
    expect(Array.from(band.mean)).toEqual([1.5, 4, 6]);
    expect(Array.from(band.min)).toEqual([1, 2, 3]);
    expect(Array.from(band.max)).toEqual([2, 6, 9]);
    const { low, high } = studentInterval([2, 4, 6]);
    expect(band.low[1]).toBeCloseTo(low, 12);
    expect(band.high[1]).toBeCloseTo(high, 12);
  });

  it('carries the last value of a run over xs that only others have, and not beyond its end', () => {
    const band = bandOf([curve([0, 4], [1, 5]), curve([0, 1, 2, 3, 4, 5], [0, 0, 0, 0, 0, 0])], { from: 0, to: 5, columns: 100 });
    expect(Array.from(band.mean)).toEqual([0.5, 0.5, 0.5, 0.5, 2.5, 0]);
    expect(Array.from(band.counts)).toEqual([2, 2, 2, 2, 2, 1]);
  });

  it('of many points has the last value of each column in the mean and all of them in the extremes', () => {
    const xs = Array.from({ length: 100 }, (_, index) => index);
    const spiked = xs.map((x) => (x === 33 ? 1000 : x));
    const band = bandOf(
      [
        curve(xs, spiked, 10),
        curve(
          xs,
          xs.map((x) => -x),
          10,
        ),
      ],
      { from: 0, to: 100, columns: 10 },
    );
    expect(Array.from(band.xs)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(Array.from(band.mean)).toEqual(Array.from({ length: 10 }, () => 0));
    expect(band.max[3]).toBe(1000);
    expect(Array.from(band.min)).toEqual([-9, -19, -29, -39, -49, -59, -69, -79, -89, -99]);
  });

  it('leaves out what is not finite, and says nothing where nothing is left', () => {
    const band = bandOf([curve([0, 1, 2], [1, Number.NaN, 3]), curve([0, 1, 2], [Infinity, Number.NaN, 5])], {
      from: 0,
      to: 2,
      columns: 10,
    });
    expect(Array.from(band.counts)).toEqual([1, 0, 2]);
    expect(Array.from(band.mean)).toEqual([1, Number.NaN, 4]);
    expect([band.low[0], band.high[0], band.min[1], band.max[1]]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('of no curve is empty', () => {
    expect(bandOf([], { from: 0, to: 1, columns: 5 }).xs).toHaveLength(0);
  });
});
