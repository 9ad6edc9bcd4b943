import type { Prisma } from '../../db/generated/client.ts';
import type { TeamDoor } from '../../db/scoped.ts';

export interface NewView {
  readonly projectId: string;
  readonly name: string;
  readonly state: Prisma.InputJsonObject;
  readonly createdBy: string;
  readonly createdById: string | null;
}

export function insertView(db: TeamDoor, view: NewView) {
  return db.savedView.create({ data: { ...view, teamId: db.teamId } });
}

export function findView(db: TeamDoor, id: string) {
  return db.savedView.findUnique({ where: { id }, select: { name: true, state: true } });
}

export function countViews(db: TeamDoor, projectId: string): Promise<number> {
  return db.savedView.count({ where: { projectId } });
}

/** Changes what is given. False when there is no such view. */
export async function updateView(
  db: TeamDoor,
  id: string,
  change: { name?: string; state?: Prisma.InputJsonObject; updatedAt: Date },
): Promise<boolean> {
  return (await db.savedView.updateMany({ where: { id }, data: change })).count === 1;
}

export async function removeView(db: TeamDoor, id: string): Promise<boolean> {
  return (await db.savedView.deleteMany({ where: { id } })).count === 1;
}
