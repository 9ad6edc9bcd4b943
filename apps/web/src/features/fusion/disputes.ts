// Who is right about a disputed work, and how often. Of numbers nobody is right: whoever is nearest is marked.
import { count, plural } from '../../lib/format.ts';
import type { Measured } from './questions.ts';
import type { Task } from './tasks.ts';

type Voice = Pick<Measured, 'off' | 'disputedRight'>;

export function isRight(task: Task, voices: readonly Voice[], voice: number, work: number): boolean {
  const off = voices[voice]!.off[work]!;
  if (task !== 'values') return off === 0;
  return voices.every((other) => off <= other.off[work]!);
}

/** `right` and `wrong`, or `nearest` and how far off, one for each voice. */
export function verdicts(task: Task, voices: readonly Voice[], work: number): { right: boolean; words: string }[] {
  return voices.map(({ off }, voice) => {
    const right = isRight(task, voices, voice, work);
    if (task !== 'values') return { right, words: right ? 'right' : 'wrong' };
    return { right, words: `${Number(off[work]!.toPrecision(3))} off${right ? ', the nearest' : ''}` };
  });
}

/** `41 works · CNN right on 14, RNN on 27 · fused on 33`. */
export function disputeNote(task: Task, works: number, names: readonly string[], voices: readonly Voice[]): string {
  if (works === 0) return 'nowhere';
  const [members, fused] = [voices.slice(0, -1), voices.at(-1)!];
  if (task === 'values')
    return `the ${count(works)} works they lie furthest apart on · ${names.map((name, index) => `${name} nearest on ${members[index]!.disputedRight}`).join(', ')} · fused nearer than all on ${fused.disputedRight}`;
  return `${plural(works, 'work')} · ${names.map((name, index) => `${name} right on ${members[index]!.disputedRight}`).join(', ')} · fused right on ${fused.disputedRight}`;
}
