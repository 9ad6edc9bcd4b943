import type { Prisma } from '../../db/generated/client.ts';
import type { Part, Task } from '../../db/generated/enums.ts';
import type { TeamDoor, ViewerDatabase } from '../../db/scoped.ts';

/** The record that stands for a run as a whole: a holdout's, or that of all folds together. */
export const NO_FOLD = -1;

export interface NewPredictions {
  readonly runId: string;
  readonly part: Part;
  readonly fold: number;
  readonly task: Task;
  readonly samples: number;
  readonly classes: readonly string[];
  readonly sampleIds: readonly string[];
  readonly rows: Uint8Array<ArrayBuffer>;
  readonly scores: Uint8Array<ArrayBuffer>;
  readonly truth: Uint8Array<ArrayBuffer>;
  readonly hash: string;
}

export function insertPredictions(db: TeamDoor, { classes, sampleIds, ...rest }: NewPredictions) {
  return db.predictions.create({
    data: { ...rest, teamId: db.teamId, classes: [...classes], sampleIds: [...sampleIds] },
    select: { id: true },
  });
}

export function insertEvaluation(
  db: TeamDoor,
  evaluation: { runId: string; part: Part; fold: number; result: Prisma.InputJsonObject; computedWith: string },
) {
  return db.evaluation.create({ data: { ...evaluation, teamId: db.teamId } });
}

export function findHash(db: TeamDoor, runId: string, part: Part, fold: number) {
  return db.predictions.findUnique({ where: { runId_part_fold: { runId, part, fold } }, select: { hash: true } });
}

/** Of a run that trained one fold alone, that fold's record stands for the run. */
const OF_WHOLE_RUNS = { OR: [{ fold: NO_FOLD }, { run: { fold: { not: null } } }] };

/** The evaluation of each run on one part; those of single folds are left out. */
export function findEvaluations(db: Pick<ViewerDatabase, 'evaluation'>, runIds: readonly string[], part: Part) {
  return db.evaluation.findMany({ where: { runId: { in: [...runIds] }, part, ...OF_WHOLE_RUNS } });
}

/** How large the predictions of each run on one part are; those of single folds are left out. */
export function findPredictionSizes(db: Pick<ViewerDatabase, 'predictions'>, runIds: readonly string[], part: Part) {
  return db.predictions.findMany({
    where: { runId: { in: [...runIds] }, part, ...OF_WHOLE_RUNS },
    select: { task: true, samples: true, classes: true },
  });
}

/** The predictions of each run on one part; those of single folds are left out. */
export function findPredictions(db: Pick<ViewerDatabase, 'predictions'>, runIds: readonly string[], part: Part) {
  return db.predictions.findMany({
    where: { runId: { in: [...runIds] }, part, ...OF_WHOLE_RUNS },
    include: {
      run: {
        select: { name: true, number: true, fold: true, versionId: true, splitId: true, split: { select: { hash: true, folds: true } } },
      },
    },
  });
}

/** Evaluation of one fold, or of the whole run. */
export function findEvaluation(db: TeamDoor, runId: string, part: Part, fold: number) {
  return db.evaluation.findUniqueOrThrow({ where: { runId_part_fold: { runId, part, fold } }, select: { result: true } });
}

export function countFolds(db: TeamDoor, runId: string, part: Part): Promise<number> {
  return db.predictions.count({ where: { runId, part, fold: { not: NO_FOLD } } });
}

/** Which folds of a run have predicted a part. */
export async function findFolds(db: Pick<ViewerDatabase, 'predictions'>, runId: string, part: Part): Promise<number[]> {
  const where = { runId, part, fold: { not: NO_FOLD } };
  return (await db.predictions.findMany({ where, select: { fold: true }, orderBy: { fold: 'asc' } })).map(({ fold }) => fold);
}

export function findFoldPredictions(db: TeamDoor, runId: string, part: Part) {
  return db.predictions.findMany({ where: { runId, part, fold: { not: NO_FOLD } }, orderBy: { fold: 'asc' } });
}

/** Evaluations of the folds of many runs, in order of folds. */
export function findFoldEvaluations(db: Pick<ViewerDatabase, 'evaluation'>, runIds: readonly string[], part: Part) {
  return db.evaluation.findMany({
    where: { runId: { in: [...runIds] }, part, fold: { not: NO_FOLD } },
    orderBy: { fold: 'asc' },
    select: { runId: true, fold: true, result: true },
  });
}
