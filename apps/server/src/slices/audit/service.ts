import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import { requireTogether, type Window } from '../../paging.ts';
import { findCorrections } from './store.ts';

/** A param that got another value after it was known. */
export interface ParamCorrection {
  /** Its place, such as `model.units`. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly by: string;
  readonly at: Date;
}

const MOST_TOGETHER = 50_000;

/** Corrections of a run's params, oldest first; one statement for all runs of a page. */
export function listCorrections(context: Context, runId: string, window: Window): Promise<ParamCorrection[]> {
  const loader = once(
    context,
    `corrections ${window.first} ${window.offset}`,
    () =>
      new DataLoader<string, ParamCorrection[]>(async (runIds) => {
        requireTogether(runIds.length, window, MOST_TOGETHER);
        const found = Map.groupBy(await findCorrections(context.app.database.sql, runIds, window), ({ subject }) => subject);
        return runIds.map((id) =>
          (found.get(id) ?? []).map(({ detail, actor, createdAt }) => ({
            ...detail,
            by: actor,
            at: createdAt,
          })),
        );
      }),
  );
  return loader.load(runId);
}
