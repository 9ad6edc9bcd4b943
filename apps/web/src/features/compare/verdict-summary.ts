// What many tests say together, in a sentence or two: nobody reads one for each of forty-five pairs.
import { lowerIsBetter, metricInSentence, metricText } from '../../charts/prepare/metric-words.ts';
import { type Alike, level, type PairOfRuns, surestFirst } from './alike.ts';

interface Difference extends PairOfRuns {
  readonly difference?: number | null;
}

/** Of each against each: who is best, and from whom that can be told. */
export function summaryOfAll({ metric, runs, likeBest }: Alike): string[] {
  const [best, ...others] = runs;
  if (!best || others.length === 0) return [];
  const near = others.filter(({ id }) => likeBest.includes(id));
  const behind = others.filter(({ id }) => !likeBest.includes(id));
  const said = `#${best.number} ${best.name} scores best in ${metricInSentence(metric)}, ${metricText(metric, best.score)}`;
  if (near.length === 0) return [`${said}, and is better than each of the others.`];
  const rest = `${namesOf(near)} cannot be told apart from it on these works`;
  if (behind.length === 0) return [`${said}, but nobody can say that it is better: ${rest}.`];
  return [`${said}. It is better than ${namesOf(behind)}; ${rest}.`];
}

/** Of all against one: how many are better, worse, and neither, by the first metric that was tested for all of them. */
export function summaryAgainst(
  base: { readonly id: string; readonly number: number; readonly name: string },
  others: readonly { readonly id: string; readonly number: number }[],
  tests: readonly Difference[],
): string[] {
  for (const metric of new Set(tests.map((test) => test.metric))) {
    const own = testsByOther(base.id, tests, metric);
    if (!others.every(({ id }) => own.has(id))) continue;
    const places = Map.groupBy(others, ({ id }) => {
      const { p, gain } = own.get(id)!;
      return p >= level ? 'alike' : gain > 0 ? 'better' : 'worse';
    });
    const said = (key: 'alike' | 'better' | 'worse', words: string) => {
      const runs = places.get(key);
      return runs ? [`${namesOf(runs)} ${runs.length === 1 ? words.replace('are ', 'is ') : words}`] : [];
    };
    return [
      `Against #${base.number} ${base.name}, in ${metricInSentence(metric)}: ${[...said('better', 'are better'), ...said('worse', 'are worse'), ...said('alike', 'cannot be told apart from it')].join('; ')}.`,
    ];
  }
  return [];
}

/** `#1`, `#1 and #2`, `#1, #2 and 14 more`. */
export function namesOf(runs: readonly { readonly number: number }[]): string {
  const most = 8;
  const names = runs.map(({ number }) => `#${number}`);
  if (names.length > most) return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function testsByOther(base: string, tests: readonly Difference[], metric: string): Map<string, { p: number; gain: number }> {
  const found = new Map<string, { p: number; gain: number }>();
  for (const test of surestFirst(tests)) {
    const p = test.adjustedP ?? test.pValue;
    const other = test.a.id === base ? test.b.id : test.a.id;
    if (test.metric !== metric || typeof p !== 'number' || typeof test.difference !== 'number' || found.has(other)) continue;
    // How far the other is above the base, whichever way round they were tested.
    const above = test.a.id === base ? -test.difference : test.difference;
    found.set(other, { p, gain: lowerIsBetter(metric) ? -above : above });
  }
  return found;
}
