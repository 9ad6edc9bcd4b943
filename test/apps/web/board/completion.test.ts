import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete, completionAt, literal, withCondition } from '../../../../apps/web/src/features/board/completion.ts';

const at = (line: string) => completionAt(line.replace('|', ''), line.indexOf('|') < 0 ? line.length : line.indexOf('|'));

describe('what may come next in a filter', () => {
  it('is a column at the beginning, after a word that joins and after a bracket', () => {
    for (const line of ['', 'met', 'kind = RNN and ', 'kind = RNN or par', '(', 'not ta', '(kind = RNN) and ('])
      expect(at(line).expects, line).toBe('column');
  });
  it('is how to compare, after a column', () => {
    expect(at('metrics.val_loss ')).toMatchObject({ expects: 'comparison', column: 'metrics.val_loss', typed: '' });
    expect(at('kind !').expects).toBe('comparison');
  });
  it('is a value of that column, after a comparison and within a list', () => {
    expect(at('kind = R')).toMatchObject({ expects: 'value', column: 'kind', typed: 'R' });
    expect(at('status in (FAILED, CR')).toMatchObject({ expects: 'value', column: 'status', typed: 'CR' });
    expect(at('status not in (')).toMatchObject({ expects: 'value', column: 'status' });
    expect(at('params."learning rate" = ')).toMatchObject({ expects: 'value', column: 'params."learning rate"' });
  });
  it('is how to go on, after a value and after a list', () => {
    expect(at('kind = RNN ').expects).toBe('connective');
    expect(at('status in (FAILED, CRASHED) ').expects).toBe('connective');
    expect(at('metrics.auc exists ').expects).toBe('connective');
  });
  it('looks at the caret and not at the end', () => {
    expect(at('me| and kind = RNN')).toMatchObject({ expects: 'column', typed: 'me', from: 0, to: 2 });
  });
  it('never fails and keeps within the line', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(60), (line, caret) => {
        const place = Math.min(caret, line.length);
        const { from, to, typed } = completionAt(line, place);
        expect(to).toBe(place);
        expect(line.slice(from, to)).toBe(typed);
      }),
    );
  });
});

describe('a choice', () => {
  it('takes the place of what was typed, with the caret behind it', () => {
    const line = 'kind = R and seed = 1';
    const completion = completionAt(line, 8);
    expect(complete(line, completion, 'RNN')).toEqual({ line: 'kind = RNN and seed = 1', caret: 11 });
  });
  it('is quoted where the language needs it', () => {
    expect(['RNN', 'two words', '', 'and', '3rd', 'say "no"', 0.5, true].map(literal)).toEqual([
      'RNN',
      '"two words"',
      '""',
      '"and"',
      '"3rd"',
      '"say \\"no\\""',
      '0.5',
      'true',
    ]);
  });
});

describe('one more condition', () => {
  it('holds together with the others', () => {
    expect(withCondition('', 'seed = 1')).toBe('seed = 1');
    expect(withCondition('kind = RNN', 'seed = 1')).toBe('kind = RNN and seed = 1');
    expect(withCondition('kind = RNN or kind = CNN', 'seed = 1')).toBe('(kind = RNN or kind = CNN) and seed = 1');
  });
});
