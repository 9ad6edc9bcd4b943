import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import { requireTogether, type Window } from '../../paging.ts';
import { type CorrectingAction, findCorrections } from './store.ts';

/** Something that got another value after it was known. */
export interface Correction {
  /** Its place, such as `model.units`, or its field. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly by: string;
  readonly at: Date;
}

const MOST_TOGETHER = 50_000;

/** Corrections of a run's params, oldest first; one statement for all runs of a page. */
export function listCorrections(context: Context, runId: string, window: Window): Promise<Correction[]> {
  return loaderOf(context, 'run.param', window).load(runId);
}

/** What was changed on the card of a dataset, oldest first; one statement for all datasets of a page. */
export function listCardChanges(context: Context, datasetId: string, window: Window): Promise<Correction[]> {
  return loaderOf(context, 'dataset.card', window).load(datasetId);
}

function loaderOf(context: Context, action: CorrectingAction, window: Window): DataLoader<string, Correction[]> {
  return once(
    context,
    `${action} ${window.first} ${window.offset}`,
    () =>
      new DataLoader<string, Correction[]>(async (subjects) => {
        requireTogether(subjects.length, window, MOST_TOGETHER);
        const found = Map.groupBy(await findCorrections(context.app.database.sql, action, subjects, window), ({ subject }) => subject);
        return subjects.map((subject) =>
          (found.get(subject) ?? []).map(({ detail, actor, createdAt }) => ({ ...detail, by: actor, at: createdAt })),
        );
      }),
  );
}
