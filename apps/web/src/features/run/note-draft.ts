// What was written about a run and not saved yet: it waits in this browser, so that a reload or a lost connection takes nothing away.

export interface NoteDraft {
  readonly note: string;
  readonly tags: readonly string[];
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Undefined in a browser that was told to keep nothing. */
export function draftStore(): Store | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

const keyOf = (run: string) => `atelier:note:${run}`;

/** The draft of a run's note, if one was left. */
export function readDraft(store: Store | undefined, run: string): NoteDraft | undefined {
  try {
    const { note, tags } = JSON.parse(store?.getItem(keyOf(run)) ?? 'null') as NoteDraft;
    return typeof note === 'string' && Array.isArray(tags) ? { note, tags: tags.map(String) } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what differs from what is saved, and forgets what does not. A store that is full or forbidden keeps nothing. */
export function writeDraft(store: Store | undefined, run: string, draft: NoteDraft, saved: NoteDraft): void {
  try {
    if (isSame(draft, saved)) store?.removeItem(keyOf(run));
    else store?.setItem(keyOf(run), JSON.stringify({ note: draft.note, tags: draft.tags }));
  } catch {
    // The page goes on without.
  }
}

export function isSame(one: NoteDraft, other: NoteDraft): boolean {
  return one.note === other.note && JSON.stringify(one.tags) === JSON.stringify(other.tags);
}
