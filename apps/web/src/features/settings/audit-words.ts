// What happened, in words. Every event is a noun and a verb; one that is not known here is shown as it is.

import { flatten, valueText } from '../../lib/json.ts';

const known: Readonly<Record<string, string>> = {
  'team.create': 'made the team',
  'project.create': 'made a project',
  'project.update': 'changed a project',
  'dataset.create': 'made a dataset',
  'dataset.card': 'changed the card of a dataset',
  'dataset.version': 'added a version to a dataset',
  'split.create': 'made a split',
  'recipe.create': 'kept a recipe',
  'run.param': 'corrected a param',
  'run.name': 'renamed a run',
  'run.note': 'changed the note of a run',
  'run.tags': 'changed the tags of a run',
  'run.cancel': 'stopped a run',
  'run.retry': 'put a run back into the queue',
  'run.delete': 'deleted a run',
  'run.restore': 'took a run back from the trash',
  'run.purge': 'deleted a run for good',
  'run.archive': 'archived a run',
  'run.unarchive': 'took a run back to the board',
  'run.move': 'moved a run to another project',
  'invitation.create': 'invited somebody',
  'invitation.accept': 'accepted an invitation',
  'invitation.revoke': 'withdrew an invitation',
  'member.role': 'changed the role of a member',
  'member.remove': 'removed a member',
  'key.create': 'made a key',
  'key.role': 'lowered the role of a key',
  'key.revoke': 'revoked a key',
  'view.create': 'kept a view of the board',
  'view.update': 'changed a view of the board',
  'view.delete': 'deleted a view of the board',
};

export function auditWords(action: string): string {
  return Object.hasOwn(known, action) ? known[action]! : action;
}

/** What else is known of an event. Ids and hashes say nothing to a person and are left out; what was and what is now is told as a change. */
export function detailWords(detail: unknown): string[] {
  const facts = new Map(flatten(detail));
  const words: string[] = [];
  if (facts.has('from') && facts.has('to') && !isId(facts.get('to'))) {
    const path = facts.has('path') ? `${valueText(facts.get('path'))}: ` : '';
    words.push(`${path}${valueText(facts.get('from'))} → ${valueText(facts.get('to'))}`);
    for (const name of ['path', 'from', 'to']) facts.delete(name);
  }
  for (const [name, value] of facts) {
    if (!isId(value)) words.push(`${name} ${valueText(value)}`);
  }
  return words;
}

function isId(value: unknown): boolean {
  return /^[0-9a-f-]{32,}$/i.test(valueText(value));
}

/** Kinds of events to choose from, in the words of the API's filter. */
export const auditKinds: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'everything' },
  { value: 'run.*', label: 'runs' },
  { value: 'dataset.*', label: 'datasets' },
  { value: 'split.*', label: 'splits' },
  { value: 'recipe.*', label: 'recipes' },
  { value: 'member.*', label: 'members' },
  { value: 'invitation.*', label: 'invitations' },
  { value: 'key.*', label: 'keys' },
  { value: 'project.*', label: 'projects' },
  { value: 'view.*', label: 'views' },
];
