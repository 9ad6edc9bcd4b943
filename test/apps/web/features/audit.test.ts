import { describe, expect, it } from 'vitest';
import { auditWords, detailWords } from '../../../../apps/web/src/features/settings/audit-words.ts';

describe('an event of the audit', () => {
  it('is said in words, or as it is when nobody has found words for it', () => {
    expect(auditWords('run.param')).toBe('corrected a param');
    expect(auditWords('toaster.explode')).toBe('toaster.explode');
    expect(auditWords('toString')).toBe('toString');
  });
  it('tells a correction as one', () => {
    expect(detailWords({ to: 128, from: 64, path: 'model.units' })).toEqual(['model.units: 64 → 128']);
  });
  it('tells any other change as one, but not from one id to another', () => {
    expect(detailWords({ from: 'run 1', to: 'best' })).toEqual(['run 1 → best']);
    const [from, to] = ['01a20fd5-8f03-7769-8a4b-df077633b139', '01a20fd5-8f03-7769-8a4b-df077633b140'];
    expect(detailWords({ from, to, number: 2 })).toEqual(['number 2']);
  });
  it('leaves out ids and hashes, and nothing else', () => {
    expect(detailWords({ number: 2, hash: 'ab'.repeat(32), dataset: '01a20fd5-8f03-7769-8a4b-df077633b139', name: 'key' })).toEqual([
      'number 2',
      'name key',
    ]);
    expect(detailWords({})).toEqual([]);
  });
});
