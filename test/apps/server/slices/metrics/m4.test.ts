import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChunk, encodeChunks, levelShape } from '../../../../../apps/server/src/slices/metrics/chunk.ts';
import { reduce } from '../../../../../apps/server/src/slices/metrics/curves/m4.ts';
import { BUCKET, headBytes, VALUES_BYTES, visitLevel, WIDE_BUCKET } from '../../../../../apps/server/src/slices/metrics/level.ts';
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

function pick({ steps, values, times }: Points, places: Uint32Array): Points {
  const from = (column: Float64Array) => Float64Array.from(places, (place) => column[place]!);
  return { steps: from(steps), values: from(values), times: from(times) };
}

function reduced(points: Points, from: number, to: number, columns: number): Points {
  return pick(points, reduce(points.steps, points.values, from, to, columns));
}

/** What a level keeps of the points, in order. */
function keptBy(points: Points, bucket: typeof BUCKET | typeof WIDE_BUCKET): Points {
  const kept: [number, number, number][] = [];
  for (const chunk of encodeChunks(points)) {
    const level = bucket === BUCKET ? chunk.level1 : chunk.level2;
    const own = decodeChunk(chunk);
    if (level.length === 0) own.values.forEach((value, index) => kept.push([own.steps[index]!, value, own.times[index]!]));
    else
      visitLevel(level, levelShape(chunk, chunk.times.length > 0, bucket), chunk.firstTime, (step, value, time, position) => {
        expect([own.steps[position], own.values[position], own.times[position]]).toEqual([step, value, time]);
        kept.push([step, value, time]);
      });
  }
  const column = (index: 0 | 1 | 2) => Float64Array.from(kept, (each) => each[index]);
  return { steps: column(0), values: column(1), times: column(2) };
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
        expect(pairs(reduced(points, 0, values.length - 1, columns))).toEqual(definition(points, 0, values.length - 1, columns));
      }),
    );
  });

  it('does so where x goes in leaps and stands still', () => {
    const leaps = fc.array(fc.tuple(fc.constantFrom(0, 0, 1, 2, 50), value), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(leaps, fc.integer({ min: 1, max: 20 }), (pieces, columns) => {
        let step = 0;
        const steps = Float64Array.from(pieces, ([leap]) => (step += leap));
        const points = { steps, values: Float64Array.from(pieces, ([, each]) => each), times: steps };
        if (steps.at(-1) === steps[0]) return;
        expect(pairs(reduced(points, steps[0]!, steps.at(-1)!, columns))).toEqual(definition(points, steps[0]!, steps.at(-1)!, columns));
      }),
    );
  });

  it.each([BUCKET, WIDE_BUCKET] as const)(
    'is the same from the level of %i as from the points when columns hold whole buckets',
    (bucket) => {
      fc.assert(
        fc.property(fc.array(value, { minLength: 2, maxLength: 3000 }), fc.integer({ min: 1, max: 3 }), (values, perColumn) => {
          const points = series(values);
          const columns = Math.ceil(values.length / (bucket * perColumn));
          const to = columns * bucket * perColumn;
          expect(reduced(keptBy(points, bucket), 0, to, columns)).toEqual(reduced(points, 0, to, columns));
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each([BUCKET, WIDE_BUCKET] as const)('never loses a spike, and never a divergence, on the level of %i', (bucket) => {
    const values = Array.from({ length: 5000 }, (_, index) => Math.sin(index / 100));
    values[3333] = 1e9;
    values[4444] = Number.NaN;
    values[512] = -Infinity;
    const kept = reduced(keptBy(series(values), bucket), 0, 4999, 7);
    expect(kept.values).toContain(1e9);
    expect(pairs(kept)).toContainEqual([4444, Number.NaN]);
    expect(pairs(kept)).toContainEqual([512, -Infinity]);
  });

  it('keeps steps and times where they are not regular', () => {
    const steps = [0, 1, 5, 6, ...Array.from({ length: 20 }, (_, index) => 20 + index * index)];
    const points: Points = {
      steps: Float64Array.from(steps),
      values: Float64Array.from(steps, (step) => (step === 5 ? 99 : -step)),
      times: Float64Array.from(steps, (step) => 10 * step),
    };
    const kept = reduced(keptBy(points, BUCKET), 0, 1000, 1);
    expect(Array.from(kept.steps)).toEqual([0, 5, 381]);
    expect(Array.from(kept.times)).toEqual([0, 50, 3810]);
  });

  it('can be read without its times', () => {
    const [chunk] = encodeChunks(series(Array.from({ length: 1000 }, (_, index) => index % 17)));
    const buckets = Math.ceil(1000 / BUCKET);
    const short = chunk!.level1.subarray(0, headBytes(buckets) + buckets * VALUES_BYTES);
    expect(short.length).toBeLessThan(chunk!.level1.length);
    const read = (bytes: Uint8Array) => {
      const kept: number[] = [];
      visitLevel(bytes, levelShape(chunk!, true, BUCKET), 0, (step, each) => kept.push(step, each));
      return kept;
    };
    expect(read(short)).toEqual(read(chunk!.level1));
  });
});
