import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { type Context, once } from '../../context.ts';
import type { Run } from '../../db/generated/client.ts';
import { placeOf } from '../../place.ts';
import { type FusionRow, listFusions, listFusionsWith } from './service.ts';

/** How a run combines its members, one statement for all runs of a page. Not kept: the request of a subscription lives long. */
export function fusionOf(context: Context, runId: string): Promise<FusionRow | null> {
  const load = async (runIds: readonly string[]) => {
    const found = new Map((await listFusions(context, runIds)).map((fusion) => [fusion.runId, fusion]));
    return runIds.map((id) => found.get(id) ?? null);
  };
  return once(context, fusionOf, () => new DataLoader<string, FusionRow | null>(load, { cache: false })).load(runId);
}

/** Runs by their ids, with what is asked for of them: all that are asked for at one place of an answer in one statement. Null for one that is gone. */
export async function runsAt(context: Context, info: GraphQLResolveInfo, query: object, ids: readonly string[]): Promise<(Run | null)[]> {
  const load = async (all: readonly string[]) => {
    const found = new Map((await context.db.run.findMany({ ...query, where: { id: { in: [...all] } } })).map((run) => [run.id, run]));
    return all.map((id) => found.get(id) ?? null);
  };
  const loader = once(context, `runs at ${placeOf(info)}`, () => new DataLoader<string, Run | null>(load, { cache: false }));
  return Promise.all(ids.map((id) => loader.load(id)));
}

/** The fusions that combine a run, newest first, with what is asked for of them: two statements for all runs at one place of an answer. */
export function fusionsAt(context: Context, info: GraphQLResolveInfo, query: object, memberId: string): Promise<Run[]> {
  const load = async (memberIds: readonly string[]) => {
    const fusionsOf = await listFusionsWith(context, memberIds);
    const ids = [...new Set([...fusionsOf.values()].flat())];
    const found = new Map((await context.db.run.findMany({ ...query, where: { id: { in: ids } } })).map((run) => [run.id, run]));
    return memberIds.map((id) => (fusionsOf.get(id) ?? []).flatMap((fusion) => found.get(fusion) ?? []));
  };
  const loader = once(context, `fusions at ${placeOf(info)}`, () => new DataLoader<string, Run[]>(load, { cache: false }));
  return loader.load(memberId);
}
