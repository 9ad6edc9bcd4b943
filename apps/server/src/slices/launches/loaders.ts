import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import { findPositions } from './store.ts';

/** Places in the queue, asked for together. Not kept: a subscription's request lives long. */
export function positionOf(context: Context, launchId: string): Promise<number | null> {
  const loader = once(
    context,
    positionOf,
    () =>
      new DataLoader<string, number | null>(
        async (ids) => {
          const positions = await findPositions(context.app.database.sql, ids);
          return ids.map((id) => positions.get(id) ?? null);
        },
        { cache: false },
      ),
  );
  return loader.load(launchId);
}
