import type { TeamContext } from '../../context.ts';
import type { Keep } from '../../idempotency.ts';
import { createRun } from '../runs/service.ts';
import { MAX_ATTEMPTS } from './rules.ts';
import { insertLaunch } from './store.ts';

type NewRun = Parameters<typeof createRun>[2];

/** Makes a run and its place in the queue, or neither, and wakes who waits for one. Returns the run's id. */
export async function enqueue(context: TeamContext, run: NewRun, priority: number, keep: Keep): Promise<string> {
  const id = await context.db.$transaction(async (door) => {
    const created = await createRun(context, door, run);
    await insertLaunch(door, { runId: created.id, priority, maxAttempts: MAX_ATTEMPTS });
    await keep(door, created.id);
    return created.id;
  });
  context.app.live.changed('launch', `board:${run.projectId}`, `queue:${context.team.id}`);
  return id;
}
