import { createHash } from 'node:crypto';
import type { ClassPredictions, Evaluation } from '@atelier/ml/evaluation';
import { PART_CODES } from '@atelier/ml/split';
import type { Context, TeamContext } from '../../context.ts';
import type { Prisma } from '../../db/generated/client.ts';
import type { Part } from '../../db/generated/enums.ts';
import { isUniqueViolation } from '../../db/violations.ts';
import { AppError, invalidInput } from '../../errors.ts';
import { type BoardNumber, getRun, requireLease, requireOpen, setBoardValues } from '../runs/service.ts';
import { type PredictionsInput, givenPredictions } from './input.ts';
import { assignmentIn, getSplit } from '../splits/service.ts';
import { withGroups } from './groups.ts';
import { findEvaluations, findHash, findPredictions, insertEvaluation, insertPredictions, NO_FOLD } from './store.ts';
import { inThread } from './thread.ts';

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
  readonly predictions: ClassPredictions;
}

/** Stores what a run predicted of one part and evaluates it. The same again is acknowledged; other predictions of the part are `CONFLICT`. */
export async function recordPredictions(context: TeamContext, input: PredictionsInput): Promise<Evaluated> {
  const { runId, part } = input;
  const run = await getRun(context, runId);
  const fold = input.fold ?? run.fold ?? NO_FOLD;
  const { predictions, rows } = givenPredictions(input, `run #${run.number}`);
  const hash = hashOf(predictions, rows);
  const known = await findHash(context.db, runId, part, fold);
  if (known?.hash === hash) return stored(context, runId, part);
  if (known) throw conflict(run.number, part);
  requireOpen(run);
  await requirePart(context, run, part, rows);
  const result = await inThread('evaluate', await withGroups(context, run.versionId, predictions));
  await insert(context, { runId, part, fold, hash, rows, predictions, result }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw conflict(run.number, part);
    throw error;
  });
  await setBoardValues(context.app, runId, boardValues(part, result));
  context.app.live.changed(`run:${runId}`, `board:${run.projectId}`);
  return { runId, part, result };
}

// What a model was trained on must not pass for what it is tested on.
async function requirePart(
  context: TeamContext,
  run: { splitId: string | null; fold: number | null },
  part: Part,
  rows: Int32Array,
): Promise<void> {
  if (run.splitId === null || rows.length === 0) return;
  const split = await getSplit(context, run.splitId);
  const assignment = assignmentIn(split, run.fold);
  const name = part.toLowerCase() as 'train' | 'validation' | 'test';
  const wrong = rows.find((row) => assignment[row] !== PART_CODES[name]);
  if (wrong !== undefined) throw invalidInput(`Row ${wrong} is not in the ${name} part of the split ${split.name}`, 'input.rows');
}

export interface NewRecord {
  readonly runId: string;
  readonly part: Part;
  readonly fold: number;
  readonly hash?: string;
  readonly rows: Int32Array;
  readonly predictions: ClassPredictions;
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
  const { ids, classes, scores, truth } = predictions;
  await insertPredictions(door, {
    runId,
    part,
    fold,
    hash,
    samples: ids.length,
    classes,
    sampleIds: ids,
    rows: bytesOf(rows),
    scores: bytesOf(scores),
    truth: bytesOf(truth),
  });
  // Through JSON, where an undefined number is null.
  await insertEvaluation(door, {
    runId,
    part,
    fold,
    result: JSON.parse(JSON.stringify(result)) as Prisma.InputJsonObject,
    computedWith: result.computedWith,
  });
}

/** What the board sorts by of an evaluation: test_accuracy, validation_auc and so on. */
export function boardValues(part: Part, { metrics }: Evaluation): Record<string, BoardNumber> {
  const finite = (value: number | null | undefined) => (Number.isFinite(value) ? value! : null);
  const entry = ({ name, value, low, high }: Evaluation['metrics'][number]): [string, BoardNumber] => [
    `${part.toLowerCase()}_${name}`,
    { value: finite(value), part, low: finite(low), high: finite(high) },
  ];
  return Object.fromEntries(metrics.map(entry));
}

async function stored(context: TeamContext, runId: string, part: Part): Promise<Evaluated> {
  const [evaluation] = await listEvaluations(context, [runId], part);
  if (evaluation === undefined) throw new Error('Predictions without an evaluation');
  return evaluation;
}

/** The evaluations of runs on a part; runs that have none are left out. */
export async function listEvaluations(
  { db }: Pick<Context, 'db'> | Pick<TeamContext, 'db'>,
  runIds: readonly string[],
  part: Part,
): Promise<Evaluated[]> {
  const rows = await findEvaluations(db, runIds, part);
  return firstOfEach(rows).map(({ runId, result }) => ({ runId, part, result: result as unknown as Evaluation }));
}

/** The predictions of runs on a part; runs that have none are left out. */
export async function listPredictions(
  { db }: Pick<Context, 'db'> | Pick<TeamContext, 'db'>,
  runIds: readonly string[],
  part: Part,
): Promise<Recorded[]> {
  const rows = await findPredictions(db, runIds, part);
  return firstOfEach(rows).map(({ runId, run, fold, classes, sampleIds, ...row }) => ({
    runId,
    part,
    rows: numbers(row.rows, Int32Array),
    predictions: {
      task: classes.length === 2 ? 'binary' : 'multiclass',
      name: `#${run.number} ${run.name}`,
      ids: sampleIds as string[],
      classes,
      scores: numbers(row.scores, Float32Array),
      truth: numbers(row.truth, Int32Array),
      part: part.toLowerCase() as 'train' | 'validation' | 'test',
      ...(run.split && { split: run.split.hash }),
      ...(fold !== NO_FOLD && { fold }),
    },
  }));
}

function firstOfEach<Row extends { runId: string }>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ runId }) => !seen.has(runId) && seen.add(runId));
}

function hashOf({ classes, ids, scores, truth }: ClassPredictions, rows: Int32Array): string {
  const hash = createHash('sha256').update(JSON.stringify([classes, ids]));
  for (const column of [rows, scores, truth]) hash.update(bytesOf(column));
  return hash.digest('hex');
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

function numbers<Column extends Int32Array | Float32Array>(bytes: Uint8Array, type: { new (buffer: ArrayBuffer): Column }): Column {
  return new type(Uint8Array.from(bytes).buffer);
}

function conflict(number: number, part: Part): AppError {
  return new AppError(
    'CONFLICT',
    `Run #${number} has recorded other predictions of its ${part.toLowerCase()} part: they are never changed.`,
    { fields: ['input.part'] },
  );
}
