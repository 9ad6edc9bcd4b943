import type { ReadDoor } from '../../db/scoped.ts';

/** Corrections of params of some runs, in the order in which they were made. */
export function findCorrections(db: ReadDoor, runIds: readonly string[]) {
  return db.auditEvent.findMany({
    where: { subject: { in: [...runIds] }, action: 'run.param' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}
