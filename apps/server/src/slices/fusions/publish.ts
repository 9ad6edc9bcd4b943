// A fusion as a run of its own, with what it is worth over its best member.
import { testedMetric } from '@atelier/ml/fusion';
import type { TeamContext } from '../../context.ts';
import type { Prisma } from '../../db/generated/client.ts';
import type { Keep } from '../../idempotency.ts';
import { inThread, insertRecord, NO_FOLD, withGroups } from '../evaluations/service.ts';
import { createRun, givenName } from '../runs/service.ts';
import type { FusedPart } from './fuse-part.ts';
import type { Run } from './members.ts';
import { insertFusion } from './store.ts';
import type { Weighing } from './weights.ts';

/** What a fusion was worth, as it is kept with it. */
export interface FusionResult {
  readonly gain: {
    readonly name: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly method: string;
  } | null;
  /** The best member. */
  readonly overRunId: string | null;
  readonly words: string;
}

export interface FuseInput extends Weighing {
  readonly projectId: string;
  readonly name?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** What the fusion gains over the best of its members, by `metric` or what stands for it. */
export async function resultOf(
  context: TeamContext,
  runs: readonly Run[],
  { fused, members }: FusedPart,
  metric: string,
): Promise<FusionResult> {
  const known = testedMetric(fused.predictions, metric);
  const name = 'The fusion';
  const { over, test, verdict } = await inThread(
    'gainOverBest',
    { ...fused.predictions, name },
    await Promise.all(members.map((member) => withGroups(context, member))),
    known,
  );
  return {
    gain: { name: known, value: test.difference, low: test.low, high: test.high, method: test.test },
    overRunId: runs[over]!.id,
    words: verdict,
  };
}

/** Writes the run, its fusion and what it predicted of each part, or nothing. Returns the run's id. */
export async function publish(
  context: TeamContext,
  input: FuseInput & { readonly metric: string },
  runs: readonly Run[],
  weights: readonly number[],
  parts: { test: FusedPart; validation: FusedPart | undefined },
  result: FusionResult,
  keep: Keep,
): Promise<string> {
  const { method, weightSource, metric } = input;
  const first = runs[0]!;
  const now = context.app.now();
  const params = {
    fusion: {
      method: method.toLowerCase(),
      weightSource: weightSource.toLowerCase(),
      metric,
      members: runs.map(({ number }, index) => ({ run: number, weight: weights[index]! })),
    },
  };
  return context.db.$transaction(async (door) => {
    const run = await createRun(context, door, {
      projectId: input.projectId,
      kind: 'FUSION',
      status: 'FINISHED',
      name: givenName(input.name, 'input.name') ?? `fusion of ${runs.map(({ number }) => `#${number}`).join(', ')}`,
      params,
      splitId: first.splitId,
      versionId: first.versionId,
      fold: first.fold,
      startedAt: now,
      finishedAt: now,
    });
    const json = JSON.parse(JSON.stringify(result)) as Prisma.InputJsonObject;
    await keep(door, run.id);
    await insertFusion(door, {
      runId: run.id,
      method,
      weightSource,
      metric,
      result: json,
      members: runs.map(({ id: runId }, index) => ({ runId, weight: weights[index]! })),
    });
    for (const part of [parts.test, parts.validation]) {
      if (part === undefined) continue;
      const { fused, evaluation } = part;
      await insertRecord(door, {
        runId: run.id,
        part: fused.part,
        fold: first.fold ?? NO_FOLD,
        rows: fused.rows,
        predictions: fused.predictions,
        result: evaluation,
      });
    }
    return run.id;
  });
}
