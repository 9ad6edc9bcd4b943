import type { Prisma } from '../../db/generated/client.ts';
import type { Part } from '../../db/generated/enums.ts';
import type { TeamDoor, ViewerDatabase } from '../../db/scoped.ts';

/** A holdout's fold. */
export const NO_FOLD = -1;

export interface NewPredictions {
  readonly runId: string;
  readonly part: Part;
  readonly fold: number;
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

/** Evaluations of many runs on one part; of folds the first. */
export function findEvaluations(db: Pick<ViewerDatabase, 'evaluation'>, runIds: readonly string[], part: Part) {
  return db.evaluation.findMany({ where: { runId: { in: [...runIds] }, part }, orderBy: { fold: 'asc' } });
}

/** Predictions of many runs on one part; of folds the first. */
export function findPredictions(db: Pick<ViewerDatabase, 'predictions'>, runIds: readonly string[], part: Part) {
  return db.predictions.findMany({
    where: { runId: { in: [...runIds] }, part },
    orderBy: { fold: 'asc' },
    include: { run: { select: { name: true, number: true, split: { select: { hash: true } } } } },
  });
}
