import type { Recording } from './run.ts';

/**
 * Ends a run with its program when nobody else has: as finished when the program has nothing more to do, as failed when it dies of
 * an error. The last can only be written down, for `atelier sync`. Returns how to take that back.
 */
export function endWithProgram({ run, recorder }: Recording): () => void {
  let error: unknown;
  const onError = (uncaught: unknown) => {
    error = uncaught;
  };
  const onIdle = (code: number) => {
    void run.finish(code === 0 ? {} : { outcome: 'FAILED', reason: `the program ended with exit code ${code}` });
  };
  const onExit = (code: number) => {
    if (error !== undefined)
      recorder.close({ outcome: 'FAILED', reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    else if (code !== 0) recorder.close({ outcome: 'FAILED', reason: `the program ended with exit code ${code}` });
  };
  process.on('uncaughtExceptionMonitor', onError);
  process.once('beforeExit', onIdle);
  // Before the spool itself looks after what is left.
  process.prependOnceListener('exit', onExit);
  return () => {
    process.off('uncaughtExceptionMonitor', onError);
    process.off('beforeExit', onIdle);
    process.off('exit', onExit);
  };
}
