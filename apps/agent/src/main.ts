// The agent: takes launches from the server's queue and runs each in a child process. Talks to the public API only.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@atelier/client';
import { openCache } from './cache.ts';
import { readConfig, type Config } from './config.ts';
import { describeMachine } from './machine.ts';
import { register, takeLaunches } from './queue.ts';

const say = (line: string) => console.log(`agent: ${line}`);

try {
  await main(readConfig());
} catch (error) {
  const { message } = error as Error;
  console.error(`agent: ${message}`);
  process.send?.({ type: 'failed', message });
  process.exitCode = 1;
}
// Whatever is still open, such as kept-alive connections, need not be waited for.
process.exit();

async function main(config: Config): Promise<void> {
  const leaving = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (leaving.signal.aborted) process.exit(1);
      say('leaving; a second signal ends it at once');
      leaving.abort();
    });
  }
  await mkdir(config.folder, { recursive: true, mode: 0o700 });
  await rm(join(config.folder, 'launches'), { recursive: true, force: true });
  const cache = await openCache(join(config.folder, 'cache'), config.cacheBytes);
  const atelier = connect({ url: config.url, key: config.key });
  const makeKnown = async () => {
    const machine = await describeMachine(config);
    const id = await register(atelier, config.name, machine, leaving.signal);
    say(`${config.name} is registered with ${config.url}, backend ${machine.backend}, ${config.slots} launch(es) at a time`);
    return id;
  };
  const id = await makeKnown();
  // Whoever started it says when there may be another backend than there was: training takes it at once, and people are to read of it.
  process.on('message', ({ type }: { type?: string }) => {
    if (type === 'look-again') makeKnown().catch(({ message }: Error) => say(message));
  });
  process.send?.({ type: 'ready', name: config.name });
  await Promise.all(
    Array.from({ length: config.slots }, () => takeLaunches({ atelier, agent: id, config, cache, leaving: leaving.signal, say })),
  );
  say('has left');
}
