// Which runs cannot be told apart, from the tests that were made.
import { alikeGroups } from '@atelier/metrics';
import { lowerIsBetter } from '../../charts/prepare/metric-words.ts';

export interface PairOfRuns {
  readonly a: { readonly id: string };
  readonly b: { readonly id: string };
  readonly metric: string;
  readonly method: string;
  readonly adjustedP?: number | null;
  readonly pValue?: number | null;
}

export interface ScoredRun {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly score: number;
}

export interface Alike {
  readonly metric: string;
  /** From the best to the worst. */
  readonly runs: readonly ScoredRun[];
  /** Places in `runs`, from the first to the last of each group that no test tells apart; groups of one are left out. */
  readonly bars: readonly (readonly [number, number])[];
  /** Ids of those that no test tells apart from the best. */
  readonly likeBest: readonly string[];
}

/** A p-value below it tells two runs apart. */
export const level = 0.05;

/** McNemar’s test goes before others of the same metric, as in the sentences of the server. */
export function surestFirst<T extends { readonly method: string }>(tests: readonly T[]): T[] {
  return tests.toSorted((a, b) => Number(b.method === 'mcnemar') - Number(a.method === 'mcnemar'));
}

/**
 * Runs in order of the first metric for which every pair was tested, with the stretches within which no pair differs at 5 % after correction.
 * Undefined when no metric was tested for all pairs, as against a baseline alone.
 */
export function alikeOf(
  runs: readonly {
    readonly id: string;
    readonly number: number;
    readonly name: string;
    readonly score: (metric: string) => number | null | undefined;
  }[],
  tests: readonly PairOfRuns[],
): Alike | undefined {
  const pairs = (runs.length * (runs.length - 1)) / 2;
  const place = new Map(runs.map((run, index) => [run.id, index]));
  for (const metric of new Set(tests.map((test) => test.metric))) {
    const own = surestFirst(tests).filter((test) => test.metric === metric && typeof (test.adjustedP ?? test.pValue) === 'number');
    const told = new Set(own.map((test) => [test.a.id, test.b.id].sort().join(' ')));
    const scores = runs.map((run) => run.score(metric));
    if (runs.length < 2 || told.size < pairs || !scores.every((score) => typeof score === 'number')) continue;
    const matrix = new Float64Array(runs.length ** 2).fill(1);
    for (const test of own) {
      const [a, b] = [place.get(test.a.id)!, place.get(test.b.id)!];
      // Of several tests of a pair the first counts.
      if (matrix[a * runs.length + b] !== 1) continue;
      matrix[a * runs.length + b] = matrix[b * runs.length + a] = (test.adjustedP ?? test.pValue)!;
    }
    const upwards = scores.map((score) => (lowerIsBetter(metric) ? -score! : score!));
    const order = runs.map((_, index) => index).sort((x, y) => upwards[y]! - upwards[x]! || x - y);
    const rank = new Map(order.map((index, at) => [index, at]));
    const groups = alikeGroups(upwards, matrix).filter((group) => group.length > 1);
    return {
      metric,
      runs: order.map((index) => ({ id: runs[index]!.id, number: runs[index]!.number, name: runs[index]!.name, score: scores[index]! })),
      bars: groups.map((group) => [rank.get(group[0]!)!, rank.get(group.at(-1)!)!] as const),
      likeBest: order
        .slice(1)
        .filter((index) => matrix[order[0]! * runs.length + index]! >= level)
        .map((index) => runs[index]!.id),
    };
  }
  return undefined;
}
