/** An agent in the process of a test, with real children, and what its runs come to. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '../../apps/agent/src/cache.ts';
import { type Config, readConfig } from '../../apps/agent/src/config.ts';
import { register, takeLaunches } from '../../apps/agent/src/queue.ts';
import { connect } from '../../packages/client/src/index.ts';
import type { ApiClient } from './api-client.ts';
import type { World } from './world.ts';

export interface TestAgent {
  /** Lets it leave, as by SIGTERM. */
  stop(): Promise<void>;
}

let count = 0;

export async function startTestAgent(world: World, changes: Partial<Config> = {}): Promise<TestAgent> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-test-agent-'));
  const config: Config = {
    ...readConfig({
      ATELIER_URL: world.url,
      ATELIER_KEY: world.agent.headers.authorization!.replace('Bearer ', ''),
      ATELIER_AGENT_DATA: folder,
      ATELIER_BACKEND: 'wasm',
      PATH: process.env.PATH,
    }),
    graceMs: 10_000,
    ...changes,
  };
  const leaving = new AbortController();
  const atelier = connect({ url: config.url, key: config.key });
  const id = await register(atelier, `test agent ${++count}`, { backend: 'wasm', hardware: {}, versions: {} }, leaving.signal);
  const cache = await openCache(join(folder, 'cache'), config.cacheBytes);
  const working = takeLaunches({ atelier, agent: id, config, cache, leaving: leaving.signal, say: () => {} });
  return {
    async stop() {
      leaving.abort();
      await working;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// What a query answers is checked by what the test expects of it.
type Shown = Record<string, any>;

/** Asks for a run with the given fields until it is as wanted. Throws with what it was when that takes too long. */
export async function runWhen(
  client: ApiClient,
  id: string,
  fields: string,
  holds: (run: Shown) => boolean,
  withinMs = 60_000,
): Promise<Shown> {
  for (const end = performance.now() + withinMs; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { run } = await client.query(`query ($id: ID!) { run(id: $id) { status reason ${fields} } }`, { id });
    if (holds(run)) return run;
    if (performance.now() > end) throw new Error(`the run did not come to it: ${JSON.stringify(run).slice(0, 2_000)}`);
  }
}

export const isOver = ({ status }: Shown): boolean => ['FINISHED', 'FAILED', 'CANCELED', 'CRASHED'].includes(status);
