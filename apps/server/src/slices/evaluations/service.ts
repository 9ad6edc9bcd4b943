import type { Evaluation, Predictions } from '@atelier/ml/evaluation';
import type { Context, TeamContext } from '../../context.ts';
import type { Prisma, Split } from '../../db/generated/client.ts';
import type { Part } from '../../db/generated/enums.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { AppError, invalidInput } from '../../errors.ts';
import { type BoardNumber, getRun, requireLease, requireOpen, setBoardValues } from '../runs/service.ts';
import { drawnSplit, getSplit } from '../splits/service.ts';
import { poolFoldsOf } from './folds.ts';
import { withGroups } from './groups.ts';
import { givenPredictions, type PredictionsInput } from './input.ts';
import { foldToRecord, partCheck, requireReadable } from './rules.ts';
import {
  findEvaluation,
  findEvaluations,
  findHash,
  findPredictions,
  findPredictionSizes,
  insertEvaluation,
  insertPredictions,
  NO_FOLD,
} from './store.ts';
import { columnsFor, hashOf, predictionsIn, rowsIn } from './stored-predictions.ts';
import { inThread } from './thread.ts';

export { foldsIn } from './folds.ts';
export { inThread, NO_FOLD, withGroups };

/** An evaluation as it is shown: where it was made, and what came out. */
export interface Evaluated {
  readonly runId: string;
  readonly part: Part;
  readonly result: Evaluation;
}

/** Predictions as they were recorded, with the rows of the dataset they are of (empty when unknown). */
export interface Recorded {
  readonly runId: string;
  readonly part: Part;
  readonly rows: Int32Array;
  readonly predictions: Predictions;
  readonly versionId: string | null;
  /** Of a run over all folds: the split that dealt them. */
  readonly foldsOf: string | null;
}

/**
 * Stores what a run predicted of one part and evaluates it. The same again is acknowledged; other predictions of the part are `CONFLICT`.
 * When the last fold of a run over all folds is in, so are the pooled predictions and their evaluation, and not before.
 */
export async function recordPredictions(context: TeamContext, input: PredictionsInput): Promise<Evaluated> {
  const { runId, part } = input;
  const run = await getRun(context, runId);
  const { predictions, rows } = givenPredictions(input, `run #${run.number}`);
  const needsSplit = run.splitId !== null && (rows.length > 0 || input.fold != null);
  const split = needsSplit ? await getSplit(context, run.splitId!) : null;
  const fold = foldToRecord(run, split, input.fold);
  const hash = hashOf(predictions, rows);
  const known = await findHash(context.db, runId, part, fold);
  if (known && known.hash !== hash) throw conflict(run.number, part, fold);
  const isOneOfMany = fold !== NO_FOLD && run.fold === null;
  if (!known) {
    requireOpen(run);
    if (split) requirePart(split, fold, part, rows);
    const grouped = await withGroups(context, { versionId: run.versionId, rows, predictions });
    const result = isOneOfMany
      ? withoutCurves(await inThread('evaluate', grouped, { intervals: false }))
      : await inThread('evaluate', grouped);
    await insert(context, { runId, part, fold, hash, rows, predictions, result }).catch(async (error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      // The same may have come twice at the same moment.
      if ((await findHash(context.db, runId, part, fold))?.hash !== hash) throw conflict(run.number, part, fold);
    });
  }
  if (split && isOneOfMany) await pool(context, run, split, part);
  // Of what was known too: the server that stored it may have died before it came to this.
  await showOnBoard(context, runId, part);
  context.app.live.changed(`run:${runId}`, `board:${run.projectId}`);
  const { result } = await findEvaluation(context.db, runId, part, fold);
  return { runId, part, result: result as unknown as Evaluation };
}

/** Brings what the board shows of a run's evaluation up to date; nothing while only some of its folds are in. */
export async function showOnBoard(context: TeamContext, runId: string, part: Part): Promise<void> {
  for (const { result } of await listEvaluations(context, [runId], part))
    await setBoardValues(context.app, runId, boardValues(part, result));
}

// What a model was trained on must not pass for what it is tested on.
function requirePart(split: Split, fold: number, part: Part, rows: Int32Array): void {
  const isIn = partCheck(drawnSplit(split), fold, part);
  const wrong = rows.find((row) => !isIn(row));
  if (wrong === undefined) return;
  const where = fold === NO_FOLD ? '' : `, fold ${fold}`;
  throw invalidInput(`Row ${wrong} is not in the ${part.toLowerCase()} part of the split ${split.name}${where}`, 'input.rows');
}

/** Makes one record of all folds as soon as they are in. Whoever comes second finds it made. */
async function pool(context: TeamContext, run: { id: string; versionId: string | null }, split: Split, part: Part): Promise<void> {
  const pooled = await poolFoldsOf(context, run.id, split, part);
  if (pooled === undefined) return;
  const result = await inThread('evaluate', await withGroups(context, { versionId: run.versionId, ...pooled }));
  await insert(context, { runId: run.id, part, fold: NO_FOLD, ...pooled, result }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
  });
}

/** A fold is one of many: its curves are drawn nowhere. */
function withoutCurves(result: Evaluation): Evaluation {
  return { ...result, roc: [], precisionRecall: [], calibration: [], scatter: [], residuals: [] };
}

export interface NewRecord {
  readonly runId: string;
  readonly part: Part;
  readonly fold: number;
  readonly hash?: string;
  readonly rows: Int32Array;
  readonly predictions: Predictions;
  readonly result: Evaluation;
}

async function insert(context: TeamContext, record: NewRecord): Promise<void> {
  await context.db.$transaction(async (door) => {
    await requireLease(context, door, record.runId);
    await insertRecord(door, record);
  });
}

/** Writes predictions and their evaluation, within the transaction that `door` is. */
export async function insertRecord(
  door: Parameters<typeof insertPredictions>[0],
  { runId, part, fold, rows, predictions, result, hash = hashOf(predictions, rows) }: NewRecord,
): Promise<void> {
  await insertPredictions(door, { runId, part, fold, hash, ...columnsFor(predictions, rows) });
  // Through JSON, where an undefined number is null.
  const json = JSON.parse(JSON.stringify(result)) as Prisma.InputJsonObject;
  await insertEvaluation(door, { runId, part, fold, result: json, computedWith: result.computedWith });
}

/** What the board sorts by of an evaluation: test_accuracy, validation_auc and so on. */
function boardValues(part: Part, { metrics }: Evaluation): Record<string, BoardNumber> {
  const finite = (value: number | null | undefined) => (Number.isFinite(value) ? value! : null);
  const entry = ({ name, value, low, high }: Evaluation['metrics'][number]): [string, BoardNumber] => [
    `${part.toLowerCase()}_${name}`,
    { value: finite(value), part, low: finite(low), high: finite(high) },
  ];
  return Object.fromEntries(metrics.map(entry));
}

type Door = Pick<Context, 'db'> | Pick<TeamContext, 'db'>;

/** The evaluations of runs on a part; runs that have none are left out, and so are runs over folds that are not all in. */
export async function listEvaluations({ db }: Door, runIds: readonly string[], part: Part): Promise<Evaluated[]> {
  const rows = await findEvaluations(db, runIds, part);
  return rows.map(({ runId, result }) => ({ runId, part, result: result as unknown as Evaluation }));
}

/**
 * The predictions of runs on a part; runs that have none are left out, and so are runs over folds that are not all in.
 * Throws `INVALID_INPUT` when they are too large to be read at once.
 */
export async function listPredictions({ db }: Door, runIds: readonly string[], part: Part): Promise<Recorded[]> {
  if (runIds.length > 1) requireReadable(await findPredictionSizes(db, runIds, part));
  const found = await findPredictions(db, runIds, part);
  return found.map(({ runId, run, ...row }) => ({
    runId,
    part,
    rows: rowsIn(row),
    versionId: run.versionId,
    foldsOf: run.fold === null && run.split?.folds != null ? run.splitId : null,
    predictions: {
      ...predictionsIn(row),
      name: `#${run.number} ${run.name}`,
      part: part.toLowerCase() as 'train' | 'validation' | 'test',
      ...(run.split && { split: run.split.hash }),
      ...(run.fold !== null && { fold: run.fold }),
    },
  }));
}

function conflict(number: number, part: Part, fold: number): AppError {
  const what = `its ${part.toLowerCase()} part${fold === NO_FOLD ? '' : ` in fold ${fold}`}`;
  return new AppError('CONFLICT', `Run #${number} has recorded other predictions of ${what}: they are never changed.`, {
    fields: ['input.part'],
  });
}
