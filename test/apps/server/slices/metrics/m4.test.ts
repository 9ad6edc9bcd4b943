import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChunk, encodeChunks, levelShape } from '../../../../../apps/server/src/slices/metrics/chunk.ts';
import { BUCKET, visitLevel } from '../../../../../apps/server/src/slices/metrics/level.ts';
import { createReducer, reducePoints } from '../../../../../apps/server/src/slices/metrics/m4.ts';
import type { Points } from '../../../../../apps/server/src/slices/metrics/points.ts';

function series(values: number[], stride = 1): Points {
  return {
    steps: Float64Array.from(values, (_, index) => index * stride),
    values: Float64Array.from(values),
    times: Float64Array.from(values, (_, index) => 1e12 + index),
  };
}

/** M4 by its definition, column by column. */
function definition(points: Points, from: number, to: number, columns: number): [number, number][] {
  const kept: [number, number][] = [];
  for (let column = 0; column < columns; column++) {
    const inside = Array.from(points.steps, (_, index) => index).filter((index) => {
      const x = Math.floor(((points.steps[index]! - from) / (to - from)) * columns);
      return Math.min(Math.max(x, 0), columns - 1) === column;
    });
    const finite = inside.filter((index) => Number.isFinite(points.values[index]!));
    const by = (better: (a: number, b: number) => boolean) =>
      finite.reduce<number | undefined>(
        (best, index) => (best === undefined || better(points.values[index]!, points.values[best]!) ? index : best),
        undefined,
      );
    const chosen = [
      inside[0],
      by((a, b) => a < b),
      by((a, b) => a > b),
      inside.at(-1),
      inside.find((index) => !Number.isFinite(points.values[index]!)),
    ];
    const places = [...new Set(chosen.filter((index) => index !== undefined))].sort((a, b) => a - b);
    kept.push(...places.map((index): [number, number] => [points.steps[index]!, points.values[index]!]));
  }
  return kept;
}

const pairs = (points: Points) => Array.from(points.steps, (step, index): [number, number] => [step, points.values[index]!]);

function reduce(points: Points, from: number, to: number, columns: number): Points {
  const reducer = createReducer(from, to, columns);
  points.values.forEach((value, index) => reducer.push(points.steps[index]!, value, points.times[index]!));
  return reducer.finish();
}

function reduceLevel(points: Points, from: number, to: number, columns: number): Points {
  const reducer = createReducer(from, to, columns);
  for (const chunk of encodeChunks(points)) {
    if (chunk.level1.length > 0)
      visitLevel(chunk.level1, levelShape({ ...chunk, timesDiffer: chunk.times.length > 0 }), (step, value, time) =>
        reducer.push(step, value, time),
      );
    else
      decodeChunk(chunk).values.forEach((value, index) =>
        reducer.push(decodeChunk(chunk).steps[index]!, value, decodeChunk(chunk).times[index]!),
      );
  }
  return reducer.finish();
}

const value = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
);

describe('M4', () => {
  it('keeps of each column what its definition says', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (values, columns) => {
        const points = series(values);
        expect(pairs(reduce(points, 0, values.length - 1, columns))).toEqual(definition(points, 0, values.length - 1, columns));
      }),
    );
  });

  it('keeps the same of columns as of points one by one', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (values, columns) => {
        const points = series(values);
        expect(reducePoints(points, 0, values.length - 1, columns)).toEqual(reduce(points, 0, values.length - 1, columns));
      }),
    );
  });

  it('is the same from the level as from the points when columns hold whole buckets', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 3000 }), fc.integer({ min: 1, max: 3 }), (values, perColumn) => {
        const points = series(values);
        const columns = Math.ceil(values.length / (BUCKET * perColumn));
        const to = columns * BUCKET * perColumn;
        expect(reduceLevel(points, 0, to, columns)).toEqual(reduce(points, 0, to, columns));
      }),
      { numRuns: 30 },
    );
  });

  it('never loses a spike, and never a divergence', () => {
    const values = Array.from({ length: 5000 }, (_, index) => Math.sin(index / 100));
    values[3333] = 1e9;
    values[4444] = Number.NaN;
    const kept = reduceLevel(series(values), 0, 4999, 7);
    expect(kept.values).toContain(1e9);
    expect(pairs(kept)).toContainEqual([4444, Number.NaN]);
  });

  it('keeps steps and times where they are not regular', () => {
    const steps = [0, 1, 5, 6, ...Array.from({ length: 20 }, (_, index) => 20 + index * index)];
    const points: Points = {
      steps: Float64Array.from(steps),
      values: Float64Array.from(steps, (step) => (step === 5 ? 99 : -step)),
      times: Float64Array.from(steps, (step) => 10 * step),
    };
    const kept = reduceLevel(points, 0, 1000, 1);
    expect(Array.from(kept.steps)).toEqual([0, 5, 381]);
    expect(Array.from(kept.times)).toEqual([0, 50, 3810]);
  });
});
