// What people say of a run (its name, its note, its tags), and how the audit tells that it was changed.
import type { RunChange, Said } from './store.ts';

const LONGEST_EXCERPT = 500;

/** The tags that came and those that went. */
export function tagsChanged(before: readonly string[], after: readonly string[]) {
  return { added: after.filter((tag) => !before.includes(tag)), removed: before.filter((tag) => !after.includes(tag)) };
}

/** What a change makes different, as actions of the audit with their details. Of a long note the beginning. */
export function saidDifferently(before: Said, change: RunChange): { readonly action: string; readonly detail: object }[] {
  const events: { action: string; detail: object }[] = [];
  if (change.name !== undefined && change.name !== before.name)
    events.push({ action: 'run.name', detail: { from: before.name, to: change.name } });
  if (change.note !== undefined && change.note !== before.note)
    events.push({ action: 'run.note', detail: { from: excerpt(before.note), to: excerpt(change.note) } });
  if (change.tags !== undefined) {
    const tags = tagsChanged(before.tags, change.tags);
    if (tags.added.length + tags.removed.length > 0) events.push({ action: 'run.tags', detail: tags });
  }
  return events;
}

function excerpt(text: string): string {
  return text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT).toWellFormed()}…` : text;
}
