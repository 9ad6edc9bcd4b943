import { expect, it } from 'vitest';
import { csvOf } from '../../../../apps/web/src/charts/prepare/csv.ts';

it('quotes what would break a line or a cell', () => {
  expect(
    csvOf({
      columns: ['run', 'loss'],
      rows: [
        ['say "hi", twice', 0.5],
        ['two\nlines', Number.NaN],
      ],
    }),
  ).toBe('run,loss\n"say ""hi"", twice",0.5\n"two\nlines",NaN');
});

it.each(['=HYPERLINK("x")', '+1+1', '-a', '@SUM(A1)', '\t=1', '\r=1'])('hands no spreadsheet the formula %j', (name) => {
  const [, line] = /^run\n([\s\S]*)$/.exec(csvOf({ columns: ['run'], rows: [[name]] })) ?? [];
  expect(line?.replace(/^"/, '')).toMatch(/^'/);
});

it('leaves numbers alone, also those that are texts', () => {
  expect(csvOf({ columns: ['x'], rows: [[-1.5], ['-1.5'], ['-Infinity'], ['+2e3']] })).toBe('x\n-1.5\n-1.5\n-Infinity\n+2e3');
});
