// What is said of ticked runs, and what they are fit for.
import { plural } from '../../lib/format.ts';

/** What the toolbar has to know of a ticked run. */
export interface SelectedRun {
  readonly id: string;
  readonly number: number;
  readonly status: string;
  readonly split?: { readonly id: string } | null | undefined;
}

/** Why these runs cannot be fused, as far as the board knows; undefined when they can. `known` are those of the ticked runs that have come. */
export function unfused(known: readonly SelectedRun[], ticked: number): string | undefined {
  if (ticked < 2) return 'Fusing takes two or more runs';
  const [first] = known;
  const open = known.find((run) => run.status !== 'FINISHED');
  if (open) return `Run ${open.number} has not finished: only finished runs are fused`;
  const bare = known.find((run) => !run.split);
  if (bare) return `Run ${bare.number} was tested on no split: members of a fusion are tested on one split`;
  const other = known.find((run) => run.split?.id !== first?.split?.id);
  if (first && other) return `Runs ${first.number} and ${other.number} were tested on different splits`;
  return known.length < ticked ? 'Looking whether these runs can be fused…' : undefined;
}

/** The runs whose tags another tag, or one fewer, would change: only these get back what they had. */
export function retagged<Run extends { readonly tags: readonly string[] }>(runs: readonly Run[], tag: string, isRemoving: boolean): Run[] {
  return runs.filter((run) => run.tags.includes(tag) === isRemoving);
}

/** What happened to the tags of so many runs, and how many were so before. */
export function taggedWords(tag: string, isRemoving: boolean, changed: number, ticked: number): string {
  const rest = ticked - changed;
  if (changed === 0) return isRemoving ? `None of these runs has “${tag}”.` : `All of these runs have “${tag}” already.`;
  const done = isRemoving ? `Took “${tag}” from ${plural(changed, 'run')}` : `Tagged ${plural(changed, 'run')} “${tag}”`;
  if (rest === 0) return `${done}.`;
  return isRemoving ? `${done}; the other ${rest} did not have it.` : `${done}; the other ${rest} had it already.`;
}
