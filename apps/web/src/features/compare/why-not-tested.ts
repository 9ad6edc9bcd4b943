import { namesOf } from './verdict-summary.ts';

interface Judged {
  readonly id: string;
  readonly number: number;
  readonly status: string;
  readonly split?: { readonly id: string; readonly name: string } | null;
  readonly evaluation?: object | null;
}

/** Why runs cannot be tested against each other, in words; and those of them, two at least, that may be. */
export function whyNotTested<R extends Judged>(runs: readonly R[]): { words: string; rest?: R[] } {
  const [judged, others] = [runs.filter((run) => run.evaluation), runs.filter((run) => !run.evaluation)];
  if (judged.length === 0)
    return {
      words: 'None of these runs left predictions of a test part, so there is nothing to test. What they logged is compared below.',
    };
  if (others.length > 0) {
    const isGoing = others.every(({ status }) => status === 'RUNNING' || status === 'QUEUED');
    const missing = isGoing
      ? `${others.length === 1 ? 'has' : 'have'} not come to the test part yet`
      : 'left no predictions of the test part';
    const words = `${namesOf(others)} ${missing}, so not all of these can be tested against each other.`;
    return judged.length > 1 ? { words, rest: judged } : { words };
  }
  const splits = [...Map.groupBy(judged, ({ split }) => split?.id ?? '').values()].sort((a, b) => b.length - a.length);
  const largest = splits[0]!;
  const words =
    'These runs were judged on different works, or say different kinds of things of them, so their numbers cannot be tested against each other.';
  if (splits.length < 2) return { words };
  const named = splits.map((each) => `${namesOf(each)} on ${each[0]!.split ? `“${each[0]!.split.name}”` : 'no split'}`).join('; ');
  return { words: `${words} ${named}.`, ...(largest.length > 1 && { rest: largest }) };
}
