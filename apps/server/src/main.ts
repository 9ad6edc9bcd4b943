// config → database → schema → listen. Prints where it listens and how to get in, and leaves in order when told to.
import { pino } from 'pino';
import { type Config, readConfig } from './config.ts';
import { openServer } from './open.ts';
import { startupFailure } from './startup-failure.ts';

const FINISH_LIMIT_MS = 10_000;

let config: Config | undefined;
try {
  config = readConfig();
  const log = pino({ level: config.logLevel, base: null });
  const server = await openServer(config, log);
  await tell({ type: 'ready', url: server.url, signInLink: server.signInLink, agentKey: server.agentKey });

  let leaving = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (leaving) process.exit(1);
      leaving = true;
      setTimeout(() => process.exit(1), FINISH_LIMIT_MS).unref();
      server.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  // Whatever nobody caught has left something half-done: end here, and let the supervisor start afresh.
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'Nobody caught this');
    process.exit(1);
  });
} catch (error) {
  await tell({ type: 'failed', message: startupFailure(error, config) });
  process.exit(1);
}

// The supervisor listens on its channel; whoever started the server by hand reads its output.
function tell(message: Readonly<Record<string, string | null>>): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, undefined, undefined, () => resolve());
    else process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve());
  });
}
