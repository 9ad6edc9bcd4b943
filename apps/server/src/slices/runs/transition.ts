// The only way a run's status moves.
import type { RunStatus } from '../../db/generated/enums.ts';
import type { Sql } from '../../db/sql.ts';
import { AppError, notFound } from '../../errors.ts';
import { comesFrom, OVER } from './rules.ts';
import { findStatus, updateStatus } from './store.ts';

export interface Transition {
  readonly teamId: string;
  readonly runId: string;
  readonly to: RunStatus;
  /** Why, in one line; a run that goes on has none. */
  readonly reason?: string | null | undefined;
}

/**
 * Moves a run to another status, and its start and end with it. Inside a transaction that moves its launch too, if there is one.
 * Throws `CONFLICT` when it may not go there from where it is; `tolerant` then leaves it and returns false.
 */
export async function transition(
  sql: Sql,
  { teamId, runId, to, reason = null }: Transition,
  options: { readonly tolerant?: boolean } = {},
): Promise<boolean> {
  const moved = await updateStatus(sql, { teamId, runId, from: comesFrom(to), to, reason, over: OVER.includes(to) });
  if (moved || options.tolerant) return moved;
  const status = await findStatus(sql, teamId, runId);
  if (status === undefined) throw notFound('Run');
  throw new AppError('CONFLICT', `A run that is ${status} cannot become ${to}.`);
}
