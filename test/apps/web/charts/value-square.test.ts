import { describe, expect, test } from 'vitest';
import { groupKeys } from '../../../../apps/web/src/charts/prepare/curves.ts';
import { niceSteps } from '../../../../apps/web/src/charts/prepare/nice-steps.ts';
import { squareOf } from '../../../../apps/web/src/charts/prepare/value-square.ts';

describe('niceSteps', () => {
  test('are round, within the range, and few', () => {
    expect(niceSteps(1.2, 9.7, 5)).toEqual([2, 4, 6, 8]);
    expect(niceSteps(0, 10, 6)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(niceSteps(-0.3, 0.3, 7)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
    expect(niceSteps(1, 1, 5)).toEqual([]);
  });
});

describe('squareOf', () => {
  test('has one scale for both sides: what is right lies on the diagonal', () => {
    const { x, y, ticks } = squareOf(Float64Array.of(1800, 1850, 1900), Float64Array.of(1800, 1800, 2000));
    expect([...x]).toEqual([0, 0.25, 0.5]);
    expect([...y]).toEqual([0, 0, 1]);
    expect(ticks.map(({ text }) => text)).toEqual(['1800', '1850', '1900', '1950', '2000']);
  });

  test('puts a single value into the middle', () => {
    expect([...squareOf(Float64Array.of(7), Float64Array.of(7)).x]).toEqual([0.5]);
  });
});

test('the series of all folds go into the figure of their metric', () => {
  expect(groupKeys(['fold_1/loss', 'fold_1/val_loss', 'fold_2/loss', 'folds/accuracy'])).toEqual([
    { name: 'loss', keys: ['fold_1/loss', 'fold_2/loss', 'fold_1/val_loss'] },
    { name: 'folds/accuracy', keys: ['folds/accuracy'] },
  ]);
});
