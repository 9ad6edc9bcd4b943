// config → database → schema → listen. Prints where it listens and how to get in, and leaves in order when told to.
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { openServer } from './open.ts';

const FINISH_LIMIT_MS = 10_000;

try {
  const config = readConfig();
  const log = pino({ level: config.logLevel, base: null });
  const server = await openServer(config, log);
  tell({ type: 'ready', url: server.url, signInLink: server.signInLink, agentKey: server.agentKey });

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
  tell({ type: 'failed', message: (error as Error).message.split('\n')[0] ?? 'unknown' });
  process.exit(1);
}

// The supervisor listens on its channel; whoever started the server by hand reads its output.
function tell(message: Readonly<Record<string, string | null>>): void {
  if (process.send) process.send(message);
  else process.stdout.write(`${JSON.stringify(message)}\n`);
}
