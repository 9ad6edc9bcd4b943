import { describe, expect, it } from 'vitest';
import { queryText } from '../../../../apps/web/src/charts/draw/figure-query.ts';
import { readBoardState } from '../../../../apps/web/src/features/board/board-state.ts';
import { columnOf } from '../../../../apps/web/src/features/board/columns.ts';
import { tableQuery } from '../../../../apps/web/src/features/board/export.ts';

const project = { team: 'studio', slug: 'years', ref: 'studio/years' };
const columns = ['test.accuracy', 'curve', 'kind'].map((name) => columnOf({ name }));
const textOf = (query: string) => queryText(tableQuery(project, readBoardState(new URLSearchParams(query)), columns, ['test.accuracy']));

describe('the query that is copied from a board', () => {
  it('asks for the runs that pass, in the order and with the columns of the table', () => {
    const text = textOf('filter=kind = RNN&sort=-test.accuracy');
    expect(text).toContain('query BoardRuns(');
    for (const part of ['"query": "kind = RNN"', '"key": "test.accuracy"', '"direction": "DESC"', '"kind"']) expect(text).toContain(part);
    expect(text).not.toContain('"curve"');
  });
  it('asks for groups when runs are put together', () => {
    const text = textOf('group=params~seed');
    expect(text).toContain('query BoardGroups(');
    for (const part of ['"except"', '"measures"']) expect(text).toContain(part);
  });
});
