// Members as the explorer speaks of them.
import { runColor } from '../../charts/prepare/run-colors.ts';
import type { MemberRun } from './members.ts';

export interface Member {
  readonly id: string;
  readonly number: number;
  /** Short, and another than that of the others. */
  readonly name: string;
  /** At length. */
  readonly title: string;
  readonly color: string;
}

type Named = Pick<MemberRun, 'id' | 'kind' | 'number' | 'name'>;

export function memberList(runs: readonly Named[], scheme: Parameters<typeof runColor>[1]): Member[] {
  const names = namesOf(runs);
  return runs.map(({ id, number, name }, index) => ({
    id,
    number,
    name: names[index]!,
    title: `#${number} ${name}`,
    color: runColor(number, scheme),
  }));
}

/** Short names that tell members apart: their kinds, or else their numbers. */
export function namesOf(runs: readonly Pick<Named, 'kind' | 'number'>[]): string[] {
  const kinds = runs.map((run) => run.kind);
  return new Set(kinds).size === kinds.length ? kinds : runs.map((run) => `#${run.number}`);
}

/** `#3, #4 and #7`. */
export function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

interface Fitting {
  readonly number: number;
  readonly fold?: number | null;
  readonly split?: { readonly id: string; readonly name: string } | null;
  /** Classes, labels or none for numbers, of the test part; null where it left no predictions. */
  readonly answers: readonly string[] | null;
}

/** Why a run cannot be mixed with another one; undefined when it can, as far as can be told without opening its predictions. */
export function unfit(run: Fitting, first: Fitting | undefined): string | undefined {
  if (!run.answers) return `#${run.number} left no predictions of a test part`;
  if (!first || first.number === run.number) return undefined;
  if (run.split?.id !== first.split?.id) return `#${run.number} was tested on ${splitWords(run)}, #${first.number} on ${splitWords(first)}`;
  if ((run.fold ?? null) !== (first.fold ?? null)) return `#${run.number} is of ${foldWords(run)}, #${first.number} of ${foldWords(first)}`;
  if (first.answers && run.answers.join('\0') !== first.answers.join('\0'))
    return `#${run.number} says ${answerWords(run.answers)}, #${first.number} ${answerWords(first.answers)}`;
  return undefined;
}

function splitWords({ split }: Fitting): string {
  return split ? `the split “${split.name}”` : 'no split';
}

function foldWords({ fold }: Fitting): string {
  return fold == null ? 'all folds' : `fold ${fold}`;
}

function answerWords(answers: readonly string[]): string {
  if (answers.length === 0) return 'numbers';
  return answers.length > 4 ? `${answers.slice(0, 3).join(', ')} and ${answers.length - 3} more` : answers.join(', ');
}
