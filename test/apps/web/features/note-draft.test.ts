import { describe, expect, it } from 'vitest';
import { readDraft, writeDraft } from '../../../../apps/web/src/features/run/note-draft.ts';

function store() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}
const saved = { note: 'as it was', tags: ['a'] };

describe('a note that is not saved yet', () => {
  it('is there again, for its own run only', () => {
    const here = store();
    writeDraft(here, 'one', { note: 'half a sen', tags: ['a', 'b'] }, saved);
    expect(readDraft(here, 'one')).toEqual({ note: 'half a sen', tags: ['a', 'b'] });
    expect(readDraft(here, 'two')).toBeUndefined();
  });
  it('is forgotten once it says what is saved', () => {
    const here = store();
    writeDraft(here, 'one', { note: 'half a sen', tags: [] }, saved);
    writeDraft(here, 'one', saved, saved);
    expect(readDraft(here, 'one')).toBeUndefined();
  });
  it('is nothing where the browser keeps nothing, or something else', () => {
    const here = store();
    here.setItem('atelier:note:one', '{"note":1');
    expect(readDraft(here, 'one')).toBeUndefined();
    const closed = () => {
      throw new Error('forbidden');
    };
    const none = { getItem: closed, setItem: closed, removeItem: closed };
    writeDraft(none, 'one', { note: 'x', tags: [] }, saved);
    expect(readDraft(none, 'one')).toBeUndefined();
  });
});
