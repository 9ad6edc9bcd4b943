// Runs side by side: what differs in how they were made, and whether what came out differs by more than chance.
import type { Predictions } from '@atelier/ml/evaluation';
import type { TeamContext } from '../../context.ts';
import type { Part } from '../../db/generated/enums.ts';
import { invalidInput } from '../../errors.ts';
import { inThread, type Recorded, withGroups } from '../evaluations/service.ts';
import { getRuns } from '../runs/service.ts';
import { type JudgedTest, judge } from './rules.ts';
import { predictionsIfAll } from './members.ts';

const MOST_RUNS = 500;
/** Each against each, more runs than this are not tested: 190 pairs are as many as Holm's correction leaves anything of. */
const MOST_AMONG_EACH_OTHER = 20;
const MOST_DISAGREEMENTS = 500;

type Run = Awaited<ReturnType<typeof getRuns>>[number];

export interface PairTest extends JudgedTest {
  readonly a: Run;
  readonly b: Run;
}

export interface Comparison {
  readonly context: TeamContext;
  readonly runs: readonly Run[];
  /** Against which the others are tested; null: each against each. */
  readonly baseline: string | null;
  /** All predicted the same test samples. */
  readonly sameSamples: boolean;
  readonly tests: () => Promise<readonly PairTest[]>;
}

/** Runs of one team to be compared. */
export async function compareRuns(context: TeamContext, ids: readonly string[], baseline: string | null): Promise<Comparison> {
  const wanted = [...new Set(baseline === null || ids.includes(baseline) ? ids : [baseline, ...ids])];
  if (wanted.length > MOST_RUNS) throw invalidInput(`At most ${MOST_RUNS} runs can be compared at once, got ${wanted.length}`, 'ids');
  const runs = await getRuns(context, wanted);
  const predictions = runs.length < 2 ? undefined : await predictionsIfAll(context, runs, 'TEST');
  const sameSamples = predictions !== undefined && areOfTheSame(predictions);
  const areTested = baseline !== null || runs.length <= MOST_AMONG_EACH_OTHER;
  let tests: Promise<readonly PairTest[]> | undefined;
  return {
    context,
    runs,
    baseline,
    sameSamples,
    tests: () => (tests ??= sameSamples && areTested ? testPairs(context, runs, baseline, predictions) : Promise.resolve([])),
  };
}

function areOfTheSame([first, ...rest]: readonly Recorded[]): boolean {
  const { ids, split, fold } = first!.predictions;
  const known = new Set(ids);
  return rest.every(
    ({ predictions: other }) =>
      other.split === split &&
      other.fold === fold &&
      other.ids.length === ids.length &&
      answersOf(other) === answersOf(first!.predictions) &&
      other.ids.every((id) => known.has(id)),
  );
}

/** What is said of a sample, to be held against what another model says of it. */
function answersOf(predictions: Predictions): string {
  return [predictions.task, ...(predictions.task === 'regression' ? [predictions.outputs] : predictions.classes)].join('\0');
}

async function testPairs(
  context: TeamContext,
  runs: readonly Run[],
  baseline: string | null,
  recorded: readonly Recorded[],
): Promise<PairTest[]> {
  const predictions = await Promise.all(recorded.map((each) => withGroups(context, each)));
  const pairs = runs.flatMap((_, a) =>
    runs.flatMap((_other, b): [number, number][] =>
      a < b && (baseline === null || runs[a]!.id === baseline || runs[b]!.id === baseline) ? [[a, b]] : [],
    ),
  );
  const compared = await inThread('comparePairs', predictions, pairs);
  const judged = judge(
    compared.map(({ tests }, index) => ({ tests, names: [nameOf(runs[pairs[index]![0]]!), nameOf(runs[pairs[index]![1]]!)] })),
  );
  return judged.flatMap((tests, index) => tests.map((test) => ({ ...test, a: runs[pairs[index]![0]]!, b: runs[pairs[index]![1]]! })));
}

function nameOf({ number, name }: Run): string {
  return `#${number} ${name}`;
}

/** One sentence for each pair, on the first metric that was tested: the one with a p-value if there is one. */
export async function wordsOf(comparison: Comparison): Promise<string[]> {
  const tests = await comparison.tests();
  if (comparison.runs.length > 1 && !comparison.sameSamples)
    return ['These runs did not predict the same test samples, so their scores cannot be held against each other.'];
  if (tests.length === 0 && comparison.baseline === null && comparison.runs.length > MOST_AMONG_EACH_OTHER)
    return [`Up to ${MOST_AMONG_EACH_OTHER} runs are tested each against each. Choose a baseline: any number can be tested against it.`];
  const pairs = Map.groupBy(tests, ({ a, b }) => `${a.id} ${b.id}`);
  return [...pairs.values()].map((ofPair) => (ofPair.find(({ test }) => test === 'mcnemar') ?? ofPair[0]!).words);
}

export interface ParamDifference {
  readonly path: string;
  readonly values: readonly unknown[];
}

/** Params whose values differ, flattened to paths, one value per run; null where a run has none. */
export function paramDifferences(runs: readonly { readonly params: unknown }[]): ParamDifference[] {
  const flat = runs.map(({ params }) => new Map(flatten(params, '')));
  const paths = [...new Set(flat.flatMap((each) => [...each.keys()]))].sort();
  return paths
    .map((path) => ({ path, values: flat.map((each) => each.get(path) ?? null) }))
    .filter(({ values }) => new Set(values.map((value) => JSON.stringify(value))).size > 1);
}

function flatten(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}.${key}`));
}

export interface Disagreement {
  readonly row: number;
  readonly sampleId: string;
  readonly truth: string;
  readonly predicted: readonly string[];
  readonly versionId: string | null;
}

/** Samples of which the runs say different things: other classes, other labels, other numbers. The furthest apart, or the surest contradictions, first. */
export async function listDisagreements(
  { context, runs }: Comparison,
  part: Part,
  first: number | null | undefined,
): Promise<Disagreement[]> {
  const recorded = runs.length < 2 ? undefined : await predictionsIfAll(context, runs, part);
  if (recorded === undefined || !areOfTheSame(recorded)) return [];
  const [{ predictions, rows }] = recorded as [Recorded];
  const found = await inThread(
    'contradictions',
    recorded.map((each) => each.predictions),
  );
  const rowOf = new Map(predictions.ids.map((id, index) => [id, rows[index] ?? -1]));
  return found.slice(0, Math.min(Math.max(first ?? 50, 0), MOST_DISAGREEMENTS)).map(({ id, truth, called }) => ({
    row: rowOf.get(id) ?? -1,
    sampleId: id,
    truth,
    predicted: called,
    versionId: runs[0]!.versionId,
  }));
}
