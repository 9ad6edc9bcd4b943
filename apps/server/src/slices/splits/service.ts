import { assignmentOf, splitFromJson, type Split as DrawnSplit, type SplitJson } from '@atelier/ml/split';
import { runApart } from '../../apart/run-apart.ts';
import { audit } from '../../audit.ts';
import type { Context, TeamContext } from '../../context.ts';
import type { Split } from '../../db/generated/client.ts';
import { notFound } from '../../errors.ts';
import { type Keep, onceOnly } from '../../idempotency.ts';
import { getVersion, versionFiles } from '../datasets/service.ts';
import type { Drawn, DrawOptions } from './draw.ts';
import { givenSeed, refusing, splitName } from './input.ts';
import { findSplit, insertSplit } from './store.ts';
import type { Strategy } from './strategy.ts';

// Comparing every picture with every other takes its time on a large version.
const LIMITS = { timeoutMs: 10 * 60_000, heapMb: 2_048 };

export interface SplitInput extends DrawOptions {
  readonly version: string;
  readonly name: string | null;
  readonly idempotencyKey: string | null;
}

/** What the row of a split keeps beside its columns: how it was drawn, and its folds. */
export interface StoredOptions {
  readonly fractions: readonly number[];
  readonly groupBy: string | null;
  readonly stratifyBy: string | null;
  readonly timeColumn: string | null;
  /** Everything but the assignment, which has a column of its own. */
  readonly content: Omit<SplitJson, 'assignment'>;
}

/** A split of the team, or `NOT_FOUND`. */
export async function getSplit({ db }: Pick<Context, 'db'> | Pick<TeamContext, 'db'>, id: string): Promise<Split> {
  const split = await findSplit(db, id);
  if (split === null) throw notFound('Split');
  return split;
}

/** Draws a split of a dataset version, looks for leaks in it and keeps both. Throws `INVALID_INPUT` for what the data do not allow. */
export async function createSplit(context: TeamContext, { idempotencyKey, ...input }: SplitInput): Promise<Split> {
  const once = { action: 'createSplit', key: idempotencyKey, input, isSlow: true };
  const id = await onceOnly(context, once, async (keep) => (await draw(context, input, keep)).id);
  return getSplit(context, id);
}

/** What `createSplit` would draw; nothing is kept. */
export async function previewSplit(
  context: TeamContext,
  { version, name: _name, idempotencyKey: _key, ...options }: SplitInput,
): Promise<Drawn> {
  givenSeed(options.seed);
  await getVersion(context, version);
  return drawApart(context, version, options);
}

/** Which part has each sample, in one fold: 0 train, 1 validation, 2 test, 255 unused. */
export function assignmentIn(split: Split, fold: number | null | undefined): Uint8Array {
  return refusing('fold', () => assignmentOf(drawnSplit(split), fold ?? 0));
}

/** The split as the ml package knows it. */
export function drawnSplit({ assignment, options }: Split): DrawnSplit {
  const { content } = options as unknown as StoredOptions;
  return splitFromJson({ ...content, assignment: Buffer.from(assignment).toString('base64') });
}

async function draw(
  context: TeamContext,
  { version: versionId, name, ...options }: Omit<SplitInput, 'idempotencyKey'>,
  keep: Keep,
): Promise<Split> {
  givenSeed(options.seed);
  const version = await getVersion(context, versionId);
  const drawn = await drawApart(context, versionId, options);
  const { assignment, ...content } = drawn.split;
  const stored: StoredOptions = {
    fractions: options.fractions,
    groupBy: drawn.groupBy,
    stratifyBy: options.stratifyBy,
    timeColumn: drawn.timeColumn,
    content,
  };
  return context.db.$transaction(async (door) => {
    const split = await insertSplit(door, {
      projectId: version.dataset.projectId,
      versionId,
      name: splitName(name, nameFor(options.strategy, options.seed, drawn.groupBy)),
      strategy: options.strategy,
      options: { ...stored } as object,
      seed: options.seed,
      folds: drawn.folds > 1 ? drawn.folds : null,
      assignment: Uint8Array.from(Buffer.from(assignment, 'base64')),
      summary: { parts: drawn.parts, classes: drawn.classes } as unknown as object,
      leakage: drawn.leakage as unknown as object,
      hash: drawn.split.hash,
    });
    await audit(door, context, { teamId: context.team.id, action: 'split.create', subject: split.id });
    await keep(door, split.id);
    return split;
  });
}

async function drawApart(context: TeamContext, versionId: string, options: DrawOptions): Promise<Drawn> {
  const files = await versionFiles(context, versionId);
  return runApart<Drawn>(new URL('./draw.child.ts', import.meta.url), { files, options }, LIMITS);
}

function nameFor(strategy: Strategy, seed: number, groupBy: string | null): string {
  const words = strategy.toLowerCase().replaceAll('_', ' ');
  return `${words}${groupBy === null ? '' : ` by ${groupBy}`}, seed ${seed}`;
}
