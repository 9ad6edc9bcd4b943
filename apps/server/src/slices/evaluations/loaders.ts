import type { FoldScore } from '@atelier/ml/evaluation';
import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import type { Part } from '../../db/generated/enums.ts';
import { invalidInput } from '../../errors.ts';
import { listFoldScores } from './folds.ts';
import { type Evaluated, listEvaluations, listPredictions, type Recorded } from './service.ts';

// Asked for together, and not kept: the request of a subscription lives long.
const FRESH = { cache: false } as const;

/** The evaluation of a run, one statement for all runs of a page. */
export function evaluationOf(context: Context, runId: string, part: Part): Promise<Evaluated | null> {
  const loader = once(
    context,
    `evaluations ${part}`,
    () => new DataLoader<string, Evaluated | null>(async (ids) => byRun(ids, await listEvaluations(context, ids, part)), FRESH),
  );
  return loader.load(runId);
}

/** Predictions may be large: more than the members of a fusion have nobody to look at them at once. */
const MOST_PREDICTIONS = 20;

/** The predictions of a run, one statement for all runs of a page. Throws `INVALID_INPUT` when those are too many. */
export function predictionsOf(context: Context, runId: string, part: Part): Promise<Recorded | null> {
  const loader = once(
    context,
    `predictions ${part}`,
    () =>
      new DataLoader<string, Recorded | null>(async (ids) => {
        if (ids.length > MOST_PREDICTIONS)
          throw invalidInput(`Predictions of at most ${MOST_PREDICTIONS} runs can be asked for at once, got ${ids.length}`, 'predictions');
        return byRun(ids, await listPredictions(context, ids, part));
      }, FRESH),
  );
  return loader.load(runId);
}

/** The scores of the folds of a run, one statement for all runs of a page. */
export function foldScoresOf(context: Context, runId: string, part: Part): Promise<readonly FoldScore[]> {
  const loader = once(
    context,
    `folds ${part}`,
    () =>
      new DataLoader<string, readonly FoldScore[]>(async (ids) => {
        const found = await listFoldScores(context, ids, part);
        return ids.map((id) => found.get(id) ?? []);
      }, FRESH),
  );
  return loader.load(runId);
}

function byRun<Item extends { runId: string }>(ids: readonly string[], items: readonly Item[]): (Item | null)[] {
  const found = new Map(items.map((item) => [item.runId, item]));
  return ids.map((id) => found.get(id) ?? null);
}
