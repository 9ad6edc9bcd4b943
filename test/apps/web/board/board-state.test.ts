import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BoardState,
  figureKinds,
  readBoardState,
  selectedOf,
  writeBoardState,
} from '../../../../apps/web/src/features/board/board-state.ts';
import { isShowing, queryOfView, viewOf } from '../../../../apps/web/src/features/board/views.ts';
import { columnOf } from '../../../../apps/web/src/features/board/columns.ts';

const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() === text);
const state: fc.Arbitrary<BoardState> = fc.record({
  filter: fc.string(),
  sort: name.filter((text) => !text.startsWith('-')).map((text) => `-${text}`),
  columns: fc.option(
    fc.array(
      fc.record(
        { name, width: fc.integer({ min: 40, max: 1000 }), pinned: fc.constant(true), colored: fc.constant(true) },
        { requiredKeys: ['name'] },
      ),
      { minLength: 1, maxLength: 6 },
    ),
    { nil: undefined },
  ),
  groupBy: fc.array(fc.record({ column: name, except: fc.array(name, { maxLength: 3 }) }), { maxLength: 3 }),
  baseline: fc.option(fc.integer({ min: 1, max: 1e6 }), { nil: undefined }),
  figures: fc.subarray([...figureKinds]),
  scatter: fc.option(fc.tuple(name, name), { nil: undefined }),
  selected: fc.array(fc.stringMatching(/^[A-Za-z0-9=]{1,20}$/), { maxLength: 5 }),
});

describe('the state of a board', () => {
  it('comes back from the address as it was, whatever columns are called', () => {
    fc.assert(
      fc.property(state, (given) => {
        const query = new URLSearchParams(Object.entries(writeBoardState(given)).filter(([, value]) => value !== ''));
        expect(readBoardState(new URLSearchParams(query.toString()))).toEqual(given);
      }),
    );
  });
  it('leaves no trace in the address when it is the usual', () => {
    expect(Object.values(writeBoardState(readBoardState(new URLSearchParams()))).join('')).toBe('');
  });
  it('keeps all that were ticked here when the address has room for the first of them only', () => {
    const ticked = Array.from({ length: 100 }, (_, index) => `run${index}`);
    const said = readBoardState(new URLSearchParams(writeBoardState({ selected: ticked }))).selected;
    expect(said.length).toBeLessThan(100);
    expect(selectedOf(said, ticked)).toEqual(ticked);
    expect(selectedOf([], ticked)).toEqual([]);
    expect(selectedOf(['other'], ticked)).toEqual(['other']);
    expect(selectedOf(said, undefined)).toEqual(said);
  });
  it('takes what makes no sense for the usual', () => {
    const read = readBoardState(new URLSearchParams('baseline=-3&figures=pie&columns=kind~w5~x'));
    expect(read.baseline).toBeUndefined();
    expect(read.figures).toEqual([]);
    expect(read.columns).toEqual([{ name: 'kind' }]);
  });
});

describe('a view that is kept', () => {
  const shown = readBoardState(
    new URLSearchParams('filter=kind = RNN&sort=-test.auc&columns=kind,test.auc~p~c~w200&group=params~seed&figures=scatter'),
  );
  const columns = (shown.columns ?? []).map(columnOf);
  it('shows the same board again, and knows that it is shown', () => {
    const view = viewOf(shown, columns);
    const again = readBoardState({ get: (part) => queryOfView(view)[part] || null });
    expect(again).toEqual({ ...shown, selected: [] });
    expect(isShowing(view, shown)).toBe(true);
    expect(isShowing(view, { ...shown, filter: '' })).toBe(false);
  });
  it('does not keep which runs are ticked', () => {
    expect(JSON.stringify(viewOf({ ...shown, selected: ['UnVuOjE='] }, columns))).not.toContain('UnVu');
  });
  it('is read from its general parts when another program has kept it', () => {
    const { display: _, ...general } = viewOf(shown, columns);
    const again = readBoardState({ get: (part) => queryOfView(general)[part] || null });
    expect([again.filter, again.sort, again.groupBy]).toEqual([shown.filter, shown.sort, shown.groupBy]);
    expect(again.columns).toEqual([
      { name: 'kind', width: 72 },
      { name: 'test.auc', width: 200, pinned: true },
    ]);
  });
});
