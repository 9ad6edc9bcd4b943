import type { ReadDoor } from '../../../db/scoped.ts';

export interface Lease {
  readonly agentId: string;
  readonly from: number;
  /** Null while it goes on. */
  readonly to: number | null;
}

/** When the agents were at launches that had not ended before a time; of a launch that was tried more than once, the last time. */
export async function findLeases(db: ReadDoor, agentIds: readonly string[], since: Date): Promise<Lease[]> {
  const launches = await db.launch.findMany({
    where: {
      agentId: { in: [...agentIds] },
      leasedAt: { not: null },
      OR: [{ finishedAt: null, status: 'LEASED' }, { finishedAt: { gt: since } }],
    },
    select: { agentId: true, leasedAt: true, finishedAt: true },
  });
  return launches.flatMap(({ agentId, leasedAt, finishedAt }) =>
    agentId && leasedAt ? [{ agentId, from: leasedAt.getTime(), to: finishedAt?.getTime() ?? null }] : [],
  );
}
