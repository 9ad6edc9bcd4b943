import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK, decodeChunk, encodeChunk, encodeChunks } from '../../../../../apps/server/src/slices/metrics/chunk.ts';
import type { Points } from '../../../../../apps/server/src/slices/metrics/points.ts';

const ODD = [
  Number.NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  Number.MAX_VALUE,
  1e-310,
];

function points(steps: number[], values: number[], times: number[] = steps.map(() => 1.7e12)): Points {
  return { steps: Float64Array.from(steps), values: Float64Array.from(values), times: Float64Array.from(times) };
}

const bits = (column: Float64Array) => Array.from(new BigUint64Array(column.slice().buffer));

function expectSame(actual: Points, expected: Points): void {
  expect(bits(actual.steps)).toEqual(bits(expected.steps));
  expect(bits(actual.values)).toEqual(bits(expected.values));
  expect(bits(actual.times)).toEqual(bits(expected.times));
}

describe('a chunk', () => {
  it('gives back every odd double bit for bit', () => {
    const given = points(
      ODD.map((_, index) => index),
      ODD,
    );
    expectSame(decodeChunk(encodeChunk(given)), given);
  });

  it('keeps the payload of a NaN', () => {
    const given = points([0, 1], [0, 0]);
    new BigUint64Array(given.values.buffer).set([0x7ff8dead_beef0001n, 0xfff80000_00000000n]);
    expectSame(decodeChunk(encodeChunk(given)), given);
  });

  it('spends no byte on regular steps and equal times', () => {
    const chunk = encodeChunk(points([5, 10, 15, 20], [1, 2, 3, 4]));
    expect([chunk.stride, chunk.steps.length, chunk.times.length]).toEqual([5, 0, 0]);
  });

  it('spends two bytes on whole steps near each other, four on those near the first, eight on others', () => {
    expect(encodeChunk(points([0, 1, 32_768], [1, 2, 3])).steps.length).toBe(6);
    expect(encodeChunk(points([0, -32_768, 1], [1, 2, 3])).steps.length).toBe(12);
    expect(encodeChunk(points([0, 1, 32_769], [1, 2, 3])).steps.length).toBe(12);
    expect(encodeChunk(points([0, 1, 5.5], [1, 2, 3])).steps.length).toBe(24);
    expect(encodeChunk(points([0, 1, 2 ** 40], [1, 2, 3])).steps.length).toBe(24);
  });

  it('keeps a step of −0 and steps that run backwards or repeat', () => {
    for (const steps of [[-0, 1, 2], [0, -0, 0], [3, 2, 1], [7, 7, 7], [5, 1, 5, -9], [-3]]) {
      const given = points(
        steps,
        steps.map((_, index) => index),
      );
      expectSame(decodeChunk(encodeChunk(given)), given);
    }
  });

  it('gives back whatever it was given', () => {
    const double = fc.oneof(fc.double(), fc.constantFrom(...ODD));
    const step = fc.oneof(
      fc.integer({ min: -40_000, max: 40_000 }),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const row = fc.tuple(step, double, fc.double({ min: 0, max: 2e12, noNaN: true }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 200 }), (rows) => {
        const given = points(
          rows.map((each) => each[0]),
          rows.map((each) => each[1]),
          rows.map((each) => each[2]),
        );
        expectSame(decodeChunk(encodeChunk(given)), given);
      }),
    );
  });

  it('holds 1,024 points at most', () => {
    const steps = Array.from({ length: CHUNK * 2 + 1 }, (_, index) => index);
    expect(encodeChunks(points(steps, steps)).map((chunk) => chunk.count)).toEqual([CHUNK, CHUNK, 1]);
    expect(() => encodeChunk(points([], []))).toThrow('a chunk holds 1 to 1024 points, got 0');
  });
});
