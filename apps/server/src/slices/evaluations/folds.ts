// A run over all folds of a split: each fold's predictions come by themselves, and count together once all are in.
import { type EvaluatedMetric, type Evaluation, type FoldScore, meanOfFolds, poolFolds, type Predictions } from '@atelier/ml/evaluation';
import type { Context, TeamContext } from '../../context.ts';
import type { Split } from '../../db/generated/client.ts';
import type { Part } from '../../db/generated/enums.ts';
import { drawnSplit } from '../splits/service.ts';
import { countFolds, findFoldEvaluations, findFoldPredictions, findFolds, findHash, NO_FOLD } from './store.ts';
import { predictionsIn, rowsIn } from './stored-predictions.ts';

/** The pooled predictions of a run, when all folds are in and nobody has pooled them yet. */
export async function poolFoldsOf(
  { db }: Pick<TeamContext, 'db'>,
  runId: string,
  split: Split,
  part: Part,
): Promise<{ predictions: Predictions; rows: Int32Array } | undefined> {
  if (split.folds === null || (await countFolds(db, runId, part)) < split.folds) return undefined;
  if (await findHash(db, runId, part, NO_FOLD)) return undefined;
  const records = await findFoldPredictions(db, runId, part);
  const folds = records.map((row) => ({ fold: row.fold, rows: knownRows(row), predictions: predictionsIn(row) }));
  const { predictions, rows } = poolFolds(
    folds.map(({ rows: known, ...fold }) => (known === undefined ? fold : { ...fold, rows: known })),
    drawnSplit(split).folds!.count,
  );
  return { predictions, rows: Int32Array.from(rows) };
}

function knownRows(row: Parameters<typeof rowsIn>[0]): Int32Array | undefined {
  const rows = rowsIn(row);
  return rows.length === 0 ? undefined : rows;
}

/** Folds of a run that have predicted the test part: these need not be trained again. */
export function foldsIn({ db }: Pick<Context, 'db'>, runId: string): Promise<number[]> {
  return findFolds(db, runId, 'TEST');
}

/** A cross-validation as far as it has come. */
export interface FoldsOfRun {
  readonly folds: number;
  readonly scores: readonly FoldScore[];
  /** Null until all folds are in: what some of them say is no score of the whole. */
  readonly mean: readonly EvaluatedMetric[] | null;
}

/** What is known of a split without opening it. */
export interface SplitSizes {
  readonly folds: number;
  readonly summary: unknown;
}

/** Scores of the folds of runs, by run. */
export async function listFoldScores(
  { db }: Pick<Context, 'db'>,
  runIds: readonly string[],
  part: Part,
): Promise<Map<string, FoldScore[]>> {
  const scores = new Map<string, FoldScore[]>();
  for (const { runId, fold, result } of await findFoldEvaluations(db, runIds, part)) {
    const { samples, metrics } = result as unknown as Evaluation;
    const score = { fold, samples, metrics: metrics.map((metric) => ({ ...metric, value: metric.value ?? Number.NaN })) };
    scores.set(runId, [...(scores.get(runId) ?? []), score]);
  }
  return scores;
}

/** The scores together, with their mean when there is one for each fold. */
export function gathered(scores: readonly FoldScore[], { folds, summary }: SplitSizes): FoldsOfRun {
  if (scores.length < folds) return { folds, scores, mean: null };
  const { parts } = summary as { parts: readonly { part: string; samples: number }[] };
  const samplesIn = (name: string): number => parts.find(({ part }) => part === name)?.samples ?? 0;
  return { folds, scores, mean: meanOfFolds(scores, { folds, foldsOfRepeat: folds, testToTrain: samplesIn('test') / samplesIn('train') }) };
}
