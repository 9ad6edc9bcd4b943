import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FilterError, parseFilter } from '../../../../../../apps/server/src/slices/runs/board/language.ts';

function errorOf(text: string): FilterError {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
  throw new Error(`${text} was understood`);
}

describe('the filter language', () => {
  it('understands metrics, params, tags, attributes and text', () => {
    expect(parseFilter('metrics.val_auc > 0.8')).toEqual({ on: 'metric', key: 'val_auc', field: 'LAST', is: 'GT', value: 0.8 });
    expect(parseFilter('metrics.loss.min <= 1e-3')).toEqual({ on: 'metric', key: 'loss', field: 'MIN', is: 'LTE', value: 0.001 });
    expect(parseFilter('metrics."top 5.acc".best = -inf')).toEqual({
      on: 'metric',
      key: 'top 5.acc',
      field: 'BEST',
      is: 'EQ',
      value: -Infinity,
    });
    expect(parseFilter('params.model.filters.0 = 32')).toEqual({ on: 'param', path: ['model', 'filters', '0'], is: 'EQ', value: 32 });
    expect(parseFilter('tag = baseline')).toEqual({ on: 'tag', is: 'EQ', value: 'baseline' });
    expect(parseFilter('tags.seed = 7')).toEqual({ on: 'tag', is: 'EQ', value: 'seed=7' });
    expect(parseFilter('created >= 2026-11-01T10:00:00Z')).toEqual({
      on: 'attribute',
      attribute: 'created',
      is: 'GTE',
      value: '2026-11-01T10:00:00Z',
    });
    expect(parseFilter('status in (finished, failed)')).toEqual({
      on: 'attribute',
      attribute: 'status',
      is: 'IN',
      value: ['finished', 'failed'],
    });
    expect(parseFilter('params.dropout exists')).toEqual({ on: 'param', path: ['dropout'], is: 'EXISTS', value: null });
    expect(parseFilter('"kite runner"')).toEqual({ on: 'text', value: 'kite runner' });
  });

  it('binds not before and, and before or', () => {
    expect(parseFilter('not a and b or c')).toEqual({
      or: [{ and: [{ not: { on: 'text', value: 'a' } }, { on: 'text', value: 'b' }] }, { on: 'text', value: 'c' }],
    });
    expect(parseFilter('a and (b or c)')).toEqual({
      and: [
        { on: 'text', value: 'a' },
        {
          or: [
            { on: 'text', value: 'b' },
            { on: 'text', value: 'c' },
          ],
        },
      ],
    });
  });

  it('is true of every run when it is empty', () => {
    expect(parseFilter('  ')).toEqual({ and: [] });
  });

  it.each([
    ['metrics.loss >', 14, 'expected a value, found the end of the filter (at character 15)'],
    ['(a or b', 7, 'expected ")", found the end of the filter (at character 8)'],
    ['colour = red', 0, undefined],
    ['a b', 2, 'expected "and", "or" or the end of the filter, found "b" (at character 3)'],
    ['name = "open', 7, 'the quote " is not closed (at character 8)'],
    ['params.lr 3', 10, undefined],
    ['status in finished', 10, undefined],
    ['a and', 5, undefined],
    ['name = §', 7, undefined],
    ['metrics > 3', 0, undefined],
    ['metrics. > 3', 9, undefined],
  ])('says where %s is wrong', (text, position, message) => {
    const error = errorOf(text);
    expect(error.position).toBe(position);
    if (message) expect(error.message).toBe(message);
  });

  it('answers any text with a filter or a position inside it', () => {
    const piece = fc.constantFrom('(', ')', 'and', 'or', 'not', 'metrics.', 'params.x', '=', '>=', '1e-3', '"', 'in', ',', ' ', '.', 'tag');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join(' ')),
        ),
        (text) => {
          try {
            parseFilter(text);
          } catch (error) {
            expect(error).toBeInstanceOf(FilterError);
            expect((error as FilterError).position).toBeGreaterThanOrEqual(0);
            expect((error as FilterError).position).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });

  it('refuses what is nested too deep or too long', () => {
    expect(errorOf(`${'('.repeat(1000)}a${')'.repeat(1000)}`).message).toContain('nested at most 50 deep');
    expect(errorOf('a '.repeat(6000)).message).toContain('at most 10000 characters');
  });
});
