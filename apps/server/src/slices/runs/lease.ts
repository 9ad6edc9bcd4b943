import type { Context } from '../../context.ts';
import type { TeamDoor } from '../../db/scoped.ts';
import { AppError } from '../../errors.ts';
import { holdLease } from './store.ts';

/** Within a transaction: throws `CONFLICT` when the viewer is an attempt whose lease has moved on. */
export async function requireLease({ viewer }: Pick<Context, 'viewer'>, door: TeamDoor, runId: string): Promise<void> {
  if (viewer.kind === 'attempt' && !(await holdLease(door, runId, viewer.fence))) throw leaseLost();
}

/** The lease of an attempt has moved on while its request was on the way. */
export function leaseLost(): AppError {
  return new AppError('CONFLICT', 'The lease of this attempt has moved on: another attempt may be writing this run now.', {
    hint: 'Stop, and claim a launch anew.',
  });
}
