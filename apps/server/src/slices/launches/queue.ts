// A launch's way through the queue: claimed, kept alive, ended, taken back from the dead. Launch and run always move in one transaction.
import type { App, Context, TeamContext } from '../../context.ts';
import type { Sql } from '../../db/sql.ts';
import { notFound } from '../../errors.ts';
import { newSecret } from '../../secrets.ts';
import type { Principal } from '../../principal.ts';
import { leaseLost, transition, updateRun } from '../runs/service.ts';
import { afterAttempt, LONGEST_CLAIM_MS, restMs } from './rules.ts';
import { claimNext, endLease, extendLease, type LeasedLaunch, lockExpired, lockLeased, touchAgent } from './store.ts';

type AgentKey = Extract<Principal, { kind: 'apiKey' }>;
type Attempt = Extract<Principal, { kind: 'attempt' }>;

const SWEEP_AT_ONCE = 100;
const CLAIM_POLL_MS = 1_000;
const LONGEST_REASON = 10_000;

export interface Claimed {
  readonly launchId: string;
  readonly token: string;
}

/** Takes the next launch for an agent, waiting for one if there is none. Null when the wait was in vain. */
export async function claimLaunch(
  { app, gone = new AbortController().signal }: Context,
  key: AgentKey,
  agentId: string,
  waitMs: number,
): Promise<Claimed | null> {
  const waited = AbortSignal.timeout(Math.max(0, Math.min(waitMs, LONGEST_CLAIM_MS)));
  for await (const _ of app.live.watch(['launch'], { signal: AbortSignal.any([waited, gone]), pollMs: CLAIM_POLL_MS })) {
    // A launch given to an agent that has hung up would lie there until its lease is over.
    if (gone.aborted) return null;
    if (!(await touchAgent(app.database.sql, agentId, key.keyId))) throw notFound('Agent');
    const claimed = await claimOnce(app, key, agentId);
    if (claimed) return claimed;
  }
  return null;
}

async function claimOnce(app: App, key: AgentKey, agentId: string): Promise<Claimed | undefined> {
  const { secret, hash } = newSecret('attempt');
  const launch = await app.database.sql.transaction(async (sql) => {
    const taken = await claimNext(sql, { agentId, teamId: key.teamId, tokenHash: hash });
    if (taken === undefined || (await transition(sql, { teamId: taken.teamId, runId: taken.runId, to: 'STARTING' }, { tolerant: true })))
      return taken;
    await endLease(sql, taken.id, 'CANCELED', 'Its run is over', 0);
    return undefined;
  });
  if (launch === undefined) return undefined;
  tell(app, launch);
  return { launchId: launch.id, token: secret };
}

/** Keeps an attempt alive and notes how far it has come. Throws `CONFLICT` when its lease has moved on. */
export async function heartbeat(context: TeamContext, attempt: Attempt, progress: object | null | undefined) {
  const { app } = context;
  const lease = await extendLease(app.database.sql, attempt.launchId, attempt.fence);
  if (lease === undefined) throw leaseLost();
  if (progress) await updateRun(context, attempt.runId, { progress });
  return lease;
}

/** Ends an attempt: with a result, for good, or to be tried again. Throws `CONFLICT` when its lease has moved on. */
export async function finishLaunch(
  { app }: Context,
  attempt: Attempt,
  end: { outcome: 'FINISHED' | 'FAILED' | 'CANCELED'; reason?: string | null | undefined; retry: boolean },
): Promise<void> {
  // Cut and not refused: an attempt that cannot end for its long reason would be begun again.
  const reason = end.reason?.slice(0, LONGEST_REASON).toWellFormed() ?? null;
  const launch = await app.database.sql.transaction(async (sql) => {
    const leased = await lockLeased(sql, attempt.launchId, attempt.fence);
    if (leased === undefined) throw leaseLost();
    await endAttempt(sql, leased, end.outcome, reason, end.retry);
    return leased;
  });
  tell(app, launch);
}

/** Takes launches back from agents that fell silent. Returns how many. */
export async function sweepQueue(app: App): Promise<number> {
  const expired = await app.database.sql.transaction(async (sql) => {
    const launches = await lockExpired(sql, SWEEP_AT_ONCE);
    for (const launch of launches) await endAttempt(sql, launch, 'FAILED', 'The agent fell silent', true);
    return launches;
  });
  for (const launch of expired) tell(app, launch);
  return expired.length;
}

async function endAttempt(
  sql: Sql,
  launch: LeasedLaunch,
  outcome: 'FINISHED' | 'FAILED' | 'CANCELED',
  reason: string | null,
  retry: boolean,
): Promise<void> {
  const status = afterAttempt({ ...launch, outcome, retry });
  const told =
    status === 'FAILED' && launch.attempt > 1 ? `${reason ?? 'It failed'} (attempt ${launch.attempt} of ${launch.maxAttempts})` : reason;
  await endLease(sql, launch.id, status, told, status === 'QUEUED' ? restMs(launch.attempt) : 0);
  await transition(
    sql,
    { teamId: launch.teamId, runId: launch.runId, to: status, reason: status === 'FINISHED' ? null : told },
    { tolerant: true },
  );
}

function tell(app: App, { runId, projectId, teamId }: LeasedLaunch): void {
  app.live.changed('launch', `run:${runId}`, `board:${projectId}`, `queue:${teamId}`);
}
