import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
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

/** The corrections of a run's params, oldest first; one statement for all runs of a page. */
export function listCorrections(context: Context, runId: string): Promise<ParamCorrection[]> {
  const loader = once(
    context,
    listCorrections,
    () =>
      new DataLoader<string, ParamCorrection[]>(async (runIds) => {
        const found = Map.groupBy(await findCorrections(context.db, runIds), ({ subject }) => subject);
        return runIds.map((id) =>
          (found.get(id) ?? []).map(({ detail, actor, createdAt }) => ({
            ...(detail as unknown as Pick<ParamCorrection, 'path' | 'from' | 'to'>),
            by: actor,
            at: createdAt,
          })),
        );
      }),
  );
  return loader.load(runId);
}
