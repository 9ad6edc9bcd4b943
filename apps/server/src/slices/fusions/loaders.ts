import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import { type FusionRow, listFusions } from './service.ts';

/** How a run combines its members, one statement for all runs of a page. Not kept: the request of a subscription lives long. */
export function fusionOf(context: Context, runId: string): Promise<FusionRow | null> {
  const load = async (runIds: readonly string[]) => {
    const found = new Map((await listFusions(context, runIds)).map((fusion) => [fusion.runId, fusion]));
    return runIds.map((id) => found.get(id) ?? null);
  };
  return once(context, fusionOf, () => new DataLoader<string, FusionRow | null>(load, { cache: false })).load(runId);
}
