import { describe, expect, it } from 'vitest';
import { columnOf, partsOf, rangeOf } from '../../../../apps/web/src/features/board/columns.ts';
import { groupLabels } from '../../../../apps/web/src/features/board/group-labels.ts';
import { type BoardItems, type Group, itemsOfGroups, keyOf } from '../../../../apps/web/src/features/board/items.ts';
import type { Row } from '../../../../apps/web/src/features/board/row.ts';

describe('a column of the board', () => {
  it('writes an evaluated number with its interval, in the digits that matter', () => {
    const column = columnOf({ name: 'test.accuracy' });
    const cell = { value: 0.8672, low: 0.846, high: 0.888 };
    expect([column.title, column.text(cell), column.beside(cell), column.better]).toEqual(['Test accuracy', '86.7 %', '± 2.1', 'more']);
    expect(column.text(null)).toBe('–');
  });
  it('tells the last value of a metric from its least', () => {
    expect(columnOf({ name: 'metrics.val_loss' }).title).toBe('Validation loss');
    expect(columnOf({ name: 'metrics.val_loss.min' }).title).toBe('Validation loss, min');
    expect(columnOf({ name: 'metrics.val_loss' }).better).toBe('less');
  });
  it('shows what is no number as what it is', () => {
    expect(columnOf({ name: 'metrics.loss' }).text('NaN')).toBe('NaN');
    expect(columnOf({ name: 'params.optimizer' }).text('adam')).toBe('adam');
    expect(columnOf({ name: 'params.layers' }).text([32, 64])).toBe('32, 64');
    expect(columnOf({ name: 'duration' }).text(95)).toBe('1 min 35 s');
  });
  it('is called by the last word of a param, also of one in quotes', () => {
    expect(partsOf('params."learning.rate".start')).toEqual(['params', 'learning.rate', 'start']);
    expect(columnOf({ name: 'params.training.learningRate' }).title).toBe('lr');
  });
  it('writes a difference with its sign and in its own digits', () => {
    expect(columnOf({ name: 'test.accuracy' }).difference(-0.0123)).toBe('−1.2 %');
    expect(columnOf({ name: 'params.units' }).difference(32)).toBe('+32');
  });
  it('has a best only where more or less is better and two differ', () => {
    const loss = columnOf({ name: 'metrics.loss' });
    expect(rangeOf(loss, [0.5, 0.2, 'NaN', null])).toEqual({ low: 0.2, high: 0.5, best: 0.2 });
    expect(rangeOf(loss, [0.5, 0.5]).best).toBeNaN();
    expect(rangeOf(columnOf({ name: 'seed' }), [1, 2]).best).toBeNaN();
  });
});

describe('labels of groups', () => {
  it('say what tells them apart', () => {
    const groups = [
      { key: [{ training: { learningRate: 0.001, epochs: 10 }, units: 32 }], label: '{…}' },
      { key: [{ training: { learningRate: 0.01, epochs: 10 }, units: 32 }], label: '{…}' },
    ];
    expect(groupLabels(groups)).toEqual(['learningRate 0.001', 'learningRate 0.01']);
  });
  it('are the server’s where no group is of all params', () => {
    expect(groupLabels([{ key: ['RNN'], label: 'kind = RNN' }])).toEqual(['kind = RNN']);
  });
});

describe('the lines of groups', () => {
  const group = (name: string, count: number) => ({ key: [name], label: name, count, statuses: [], measures: [] }) as unknown as Group;
  const groups = [group('a', 3), group('b', 2)];
  const row = (id: string) => ({ id }) as Row;
  const calls: string[] = [];
  const items = (open: Record<string, Row[]>, total = 2): BoardItems =>
    itemsOfGroups(groups, total, new Map(Object.entries(open).map(([name, rows]) => [keyOf(group(name, 0)), { rows }])), 0, {
      more: () => calls.push('more'),
      moreOf: (each) => calls.push(`runs of ${each.label}`),
      toggle: (each) => calls.push(`toggle ${each.label}`),
    });
  it('are the groups, and under an open one its runs, with room for those on their way', () => {
    const lines = items({ a: [row('1'), row('2')] });
    expect(lines.count).toBe(5);
    expect([0, 1, 2, 3, 4].map((index) => lines.at(index)).map((item) => (item?.kind === 'row' ? item.row.id : item?.group.label))).toEqual(
      ['a', '1', '2', undefined, 'b'],
    );
  });
  it('ask for the runs that are missing, and for more groups at their end', () => {
    calls.length = 0;
    items({ a: [row('1')] }).want(0, 3);
    items({ a: [row('1'), row('2'), row('3')] }).want(0, 4);
    items({}, 9).want(0, 4);
    expect(calls).toEqual(['runs of a', 'more']);
  });
  it('open the group at a place, not the run there', () => {
    calls.length = 0;
    const lines = items({ a: [row('1'), row('2'), row('3')] });
    lines.toggle(0);
    lines.toggle(2);
    lines.toggle(4);
    expect(calls).toEqual(['toggle a', 'toggle b']);
  });
});
