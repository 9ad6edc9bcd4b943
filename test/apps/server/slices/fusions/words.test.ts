import { expect, test } from 'vitest';
import { wordsOf } from '../../../../../apps/server/src/slices/fusions/rules.ts';

const names = ['#1 CNN', '#2 RNN'] as const;
const tested = { metric: 'accuracy', test: 'paired bootstrap', first: 0.8, second: 0.9, pValue: 0.01 };

test('an interval is what the better one gains, whichever way round the two were tested', () => {
  const [there, back] = [
    wordsOf(names, { ...tested, difference: -0.1, low: -0.152, high: -0.048 }, 0.01),
    wordsOf([names[1], names[0]], { ...tested, difference: 0.1, low: 0.048, high: 0.152 }, 0.01),
  ];
  expect(there).toBe(
    '#2 RNN is better than #1 CNN in accuracy by 10.0 points (paired bootstrap, p = 0.010, 95 % interval 4.8 points to 15.2 points).',
  );
  expect(back).toBe(there);
});

test('an interval that reaches over zero says so, though the p-value is small', () => {
  expect(wordsOf(names, { ...tested, metric: 'mse', difference: 0.2, low: -0.01, high: 0.4 }, 0.04)).toMatch(
    /by 0\.200 .*−0\.010 to 0\.400\)/,
  );
});
