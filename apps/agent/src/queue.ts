import { isTransient, retrying, wait, type Atelier } from '@atelier/client';
import { ClaimLaunchDocument, RegisterAgentDocument } from '@atelier/client/operations';
import type { Cache } from './cache.ts';
import type { Config } from './config.ts';
import { carryOut, type Claim } from './launch.ts';
import type { Machine } from './machine.ts';

/** Makes the agent known, however long the server takes to be there. Throws an `AtelierError` when it is refused. */
export async function register(
  atelier: Atelier,
  name: string,
  { backend, hardware, versions }: Machine,
  signal: AbortSignal,
): Promise<string> {
  const input = { name, backend, hardware, versions };
  const { registerAgent } = await atelier.request(RegisterAgentDocument, { input }, { signal, attempts: Infinity, idempotent: true });
  return registerAgent.id;
}

export interface QueueOptions {
  readonly atelier: Atelier;
  readonly agent: string;
  readonly config: Config;
  readonly cache: Cache;
  readonly leaving: AbortSignal;
  readonly say: (line: string) => void;
}

const LONG_POLL_MS = 25_000;

/** Takes one launch after the other until the agent leaves. Throws when the agent's key is no longer accepted. */
export async function takeLaunches({ atelier, agent, config, cache, leaving, say }: QueueOptions): Promise<void> {
  while (!leaving.aborted) {
    const claim = await claimNext(atelier, agent, leaving, say);
    if (claim === null) continue;
    say(`run #${claim.launch.run.number} ${claim.launch.run.name}: attempt ${claim.launch.attempt} of ${claim.launch.maxAttempts}`);
    await carryOut({ claim, config, cache, leaving, say });
  }
}

/**
 * A claim whose answer is lost on the way is no harm: its lease runs out and it is claimed again. So the long poll is
 * repeated through any outage.
 */
async function claimNext(atelier: Atelier, agent: string, leaving: AbortSignal, say: (line: string) => void): Promise<Claim | null> {
  try {
    const attempt = () =>
      atelier.request(ClaimLaunchDocument, { agent, waitMs: LONG_POLL_MS }, { signal: leaving, attempts: 1, timeoutMs: 2 * LONG_POLL_MS });
    const { claimLaunch } = await retrying(attempt, { attempts: 4, signal: leaving });
    return claimLaunch;
  } catch (error) {
    if (leaving.aborted) return null;
    if (!isTransient(error)) throw error;
    say(`${(error as Error).message}; trying again`);
    await wait(5_000, { signal: leaving });
    return null;
  }
}
