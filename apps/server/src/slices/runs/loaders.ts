import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import { type Counts, listCounts } from './service.ts';

/** How much projects hold, counted together. Not kept: a subscription's request lives long. */
export function countsOf(context: Context, projectId: string): Promise<Counts> {
  const loader = once(
    context,
    countsOf,
    () =>
      new DataLoader<string, Counts>(
        async (ids) => {
          const counted = await listCounts(context, ids);
          return ids.map((id) => counted.get(id) ?? { runs: 0, fusions: 0, datasets: 0, queued: 0 });
        },
        { cache: false },
      ),
  );
  return loader.load(projectId);
}
