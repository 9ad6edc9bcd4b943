import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOfX, frameOfY } from '../../../../apps/web/src/charts/prepare/frame.ts';
import { nearest, type Projection, traceLine } from '../../../../apps/web/src/charts/prepare/line-path.ts';

const axis = (low: number, high: number, pixels: number, log = false): Projection => ({ low, high, offset: 0, pixels, log });

function trace(x: readonly number[], y: readonly number[], xAxis: Projection, yAxis = axis(0, 1, 1)) {
  const told: string[] = [];
  const place = (px: number, py: number) => `${Number(px.toFixed(3))},${Number(py.toFixed(3))}`;
  const count = traceLine(Float64Array.from(x), Float64Array.from(y), xAxis, yAxis, {
    moveTo: (px, py) => told.push(`M${place(px, py)}`),
    lineTo: (px, py) => told.push(`L${place(px, py)}`),
  });
  return { told, count };
}

describe('the path of a line', () => {
  it('is every point where there are fewer than pixels', () => {
    expect(trace([0, 1, 2], [5, 7, 6], axis(0, 2, 20)).told).toEqual(['M0,5', 'L10,7', 'L20,6']);
  });
  it('breaks at values that are no numbers and goes on after them', () => {
    expect(trace([0, 1, 2, 3], [5, Number.NaN, 6, 7], axis(0, 3, 30)).told).toEqual(['M0,5', 'M20,6', 'L30,7']);
  });
  it('breaks at what a logarithmic axis cannot show', () => {
    expect(trace([0, 1, 2], [1, 0, 10], axis(0, 2, 2), axis(1, 10, 1, true)).told).toEqual(['M0,0', 'M2,1']);
  });
  it('goes one point beyond the frame on either side, so that the line leaves it', () => {
    expect(trace([0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5], axis(2, 2.5, 10)).told).toEqual(['M-20,1', 'L0,2', 'L20,3']);
  });
  it('reaches the least and the greatest value of each pixel column, and tells at most four points of it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 400 }), (values) => {
        const { told, count } = trace(
          values.map((_, index) => index),
          values,
          axis(0, values.length, 10),
        );
        const byColumn = Map.groupBy(values.keys(), (index) => Math.floor((index * 10) / values.length));
        const toldIn = Map.groupBy(told, (each) => Math.floor(Number(each.slice(1).split(',')[0])));
        for (const [column, indices] of byColumn) {
          const spoken = (toldIn.get(column) ?? []).map((each) => Number(each.split(',')[1]));
          const truth = indices.map((index) => values[index]!);
          expect(Math.min(...spoken)).toBeCloseTo(Math.min(...truth), 2);
          expect(Math.max(...spoken)).toBeCloseTo(Math.max(...truth), 2);
        }
        expect(count).toBeLessThanOrEqual(4 * byColumn.size);
      }),
    );
  });
});

describe('the point nearest to the pointer', () => {
  it('is found on either side and at both ends', () => {
    const x = Float64Array.of(0, 10, 20);
    expect([-5, 4, 6, 20, 99].map((value) => nearest(x, value))).toEqual([0, 0, 1, 2, 2]);
    expect(nearest(new Float64Array(), 1)).toBe(-1);
  });
});

describe('the frame', () => {
  const line = (y: readonly number[]) => ({ x: Float64Array.from(y.keys()), y: Float64Array.from(y) });
  it('spans all lines, and of y only what can be seen', () => {
    expect(frameOfX([line([1, 2, 3]), line([1])])).toEqual([0, 2]);
    const [low, high] = frameOfY([line([1, 2, 100])], [0, 1])!;
    expect([low, high]).toEqual([0.95, 2.05]);
  });
  it('leaves out the extreme hundredth when asked to', () => {
    const spiked = line([...Array.from({ length: 200 }, (_, index) => 1 + (index % 10) / 10), 1e6]);
    expect(frameOfY([spiked], [0, 300])![1]).toBeGreaterThan(1e6);
    expect(frameOfY([spiked], [0, 300], { clipOutliers: true })![1]).toBeLessThan(2.1);
  });
  it('is none where nothing can be drawn, and has room around a single value', () => {
    expect(frameOfX([])).toBeUndefined();
    expect(frameOfY([line([Number.NaN])], [0, 1])).toBeUndefined();
    expect(frameOfY([line([-1, -2])], [0, 1], { log: true })).toBeUndefined();
    const [low, high] = frameOfY([line([3, 3])], [0, 1])!;
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
  });
});
