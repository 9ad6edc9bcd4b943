import type { Prisma } from '../../db/generated/client.ts';
import type { TeamDoor, ViewerDatabase } from '../../db/scoped.ts';

export async function findSplitNames(db: TeamDoor, ids: readonly string[]): Promise<Map<string, string>> {
  const splits = await db.split.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(splits.map(({ id, name }) => [id, name]));
}

export interface NewFusion {
  readonly runId: string;
  readonly method: string;
  readonly weightSource: string;
  readonly metric: string;
  readonly result: Prisma.InputJsonObject;
  readonly members: readonly { readonly runId: string; readonly weight: number }[];
}

export async function insertFusion(db: TeamDoor, { members, ...fusion }: NewFusion): Promise<void> {
  await db.fusion.create({ data: { ...fusion, teamId: db.teamId } });
  await db.fusionMember.createMany({
    data: members.map(({ runId, weight }, position) => ({
      teamId: db.teamId,
      fusionRunId: fusion.runId,
      position,
      memberRunId: runId,
      weight,
    })),
  });
}

export function findFusions(db: Pick<ViewerDatabase, 'fusion'>, runIds: readonly string[]) {
  return db.fusion.findMany({ where: { runId: { in: [...runIds] } }, include: { members: { orderBy: { position: 'asc' } } } });
}

export type FusionRow = Awaited<ReturnType<typeof findFusions>>[number];

/** Which fusions combine runs, the newest first; only such as are not in the trash. */
export function findFusionsWith(db: Pick<ViewerDatabase, 'fusionMember'>, memberIds: readonly string[]) {
  return db.fusionMember.findMany({
    where: { memberRunId: { in: [...memberIds] }, fusion: { run: { deletedAt: null } } },
    select: { memberRunId: true, fusionRunId: true },
    orderBy: { fusion: { run: { number: 'desc' } } },
  });
}
