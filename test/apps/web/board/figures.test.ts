import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growForest } from '../../../../apps/web/src/charts/prepare/forest.ts';
import { importanceOf } from '../../../../apps/web/src/charts/prepare/importance.ts';
import { brushed, conditionOf, parallelAxes } from '../../../../apps/web/src/charts/prepare/parallel.ts';
import { nearestRun, scatterOf } from '../../../../apps/web/src/charts/prepare/scatter.ts';
import { scaleOf } from '../../../../apps/web/src/charts/prepare/value-scale.ts';

const column = (name: string, values: readonly unknown[]) => ({ name, title: name, values });
/** The same numbers in every run of a test. */
function stream(seed: number) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe('the scale of an axis', () => {
  it('is logarithmic over decades, linear otherwise, and in steps for words', () => {
    expect(scaleOf([1e-4, 1e-3, 1e-2])?.kind).toBe('log');
    expect(scaleOf([1e-4, 1e-3, 1e-2])?.at(1e-3)).toBeCloseTo(0.5);
    expect(scaleOf([1, 2, 3])?.kind).toBe('linear');
    expect(scaleOf(['gru', 'lstm', 'gru'])?.at('lstm')).toBe(1);
  });
  it('is none where all values are alike or there are too many words', () => {
    expect(scaleOf([5, 5, null])).toBeUndefined();
    expect(scaleOf(Array.from({ length: 100 }, (_, index) => `name ${index}`))).toBeUndefined();
  });
  it('has places within [0, 1] for all its values, and none for what is missing', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), { minLength: 2 }), (values) => {
        const scale = scaleOf(values);
        for (const value of values) {
          const place = scale?.at(value) ?? 0;
          expect(place).toBeGreaterThanOrEqual(-1e-9);
          expect(place).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(scale?.at(undefined) ?? Number.NaN).toBeNaN();
      }),
    );
  });
});

describe('parallel coordinates', () => {
  const axes = parallelAxes([
    column('params.lr', [1, 2, 3]),
    column('params.same', [7, 7, 7]),
    column('kind', ['CNN', 'RNN', null]),
    column('test.auc', [0.5, 0.7, 0.9]),
  ]);
  it('leave out what does not differ', () => {
    expect(axes.map((axis) => axis.name)).toEqual(['params.lr', 'kind', 'test.auc']);
  });
  it('let pass what lies between all brushes', () => {
    expect(brushed(axes, {})).toBeUndefined();
    expect([...brushed(axes, { 'params.lr': [0.4, 1] })!]).toEqual([0, 1, 1]);
    expect([...brushed(axes, { 'params.lr': [0.4, 1], kind: [0.5, 1] })!]).toEqual([0, 1, 0]);
  });
  it('say a brush as a condition of the filter language', () => {
    expect(conditionOf(axes, { 'params.lr': [0.5, 1], kind: [0.5, 1] })).toBe('params.lr >= 2 and kind in ("RNN")');
    expect(conditionOf(axes, { 'test.auc': [0, 0.5] })).toBe('test.auc <= 0.7');
  });
});

describe('a scatter plot', () => {
  it('finds the run under the pointer, and none far from it', () => {
    const plot = scatterOf(column('x', [0, 1, 2, null]), column('y', [0, 1, 0, 5]))!;
    expect(plot.count).toBe(3);
    expect(nearestRun(plot, { x: 0.49, y: 0.2 }, 0.05)).toBe(1);
    expect(nearestRun(plot, { x: 0.25, y: 0.9 }, 0.05)).toBe(-1);
  });
});

describe('the importance of params', () => {
  const random = stream(7);
  const runs = 300;
  const lr = Array.from({ length: runs }, () => random());
  const cell = Array.from({ length: runs }, () => (random() < 0.5 ? 'lstm' : 'gru'));
  const noise = Array.from({ length: runs }, () => random());
  const outcome = lr.map((value, run) => 2 * value + (cell[run] === 'gru' ? 0.5 : 0) + 0.05 * random());
  const found = importanceOf(
    [
      column('noise', noise),
      column('cell', cell),
      column('lr', lr),
      column(
        'same',
        lr.map(() => 1),
      ),
    ],
    outcome,
  )!;
  it('finds what the outcome was made of, in that order, and no more', () => {
    expect(found.params.map((param) => param.name)).toEqual(['lr', 'cell', 'noise']);
    expect(found.r2).toBeGreaterThan(0.9);
    expect(found.params[2]!.importance).toBeLessThan(0.02);
    expect(found.params[0]!.correlation).toBeGreaterThan(0.85);
    expect(found.params[1]!.correlation).toBeNaN();
  });
  it('is the same every time', () => {
    expect(importanceOf([column('lr', lr), column('cell', cell)], outcome)).toEqual(
      importanceOf([column('lr', lr), column('cell', cell)], outcome),
    );
  });
  it('admits that nothing is to be found where there is nothing', () => {
    expect(
      importanceOf(
        [column('noise', noise), column('lr', lr)],
        cell.map(() => random()),
      )!.r2,
    ).toBeLessThan(0.05);
  });
  it('lives with missing values and with runs that have no outcome', () => {
    const holes = lr.map((value, run) => (run % 4 === 0 ? undefined : value));
    const some = outcome.map((value, run) => (run % 5 === 0 ? Number.NaN : value));
    expect(importanceOf([column('lr', holes), column('cell', cell)], some)).toMatchObject({ runs: 240 });
  });
  it('is not told from too few runs or where nothing differs', () => {
    expect(importanceOf([column('lr', lr.slice(0, 5))], outcome.slice(0, 5))).toBeUndefined();
    expect(
      importanceOf(
        [
          column(
            'same',
            lr.map(() => 1),
          ),
        ],
        outcome,
      ),
    ).toBeUndefined();
    expect(() => growForest([new Float64Array(3)], new Float64Array(20))).toThrow('growForest requires columns of 20 samples, got 3');
  });
});
