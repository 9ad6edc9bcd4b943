/**
 * Ends runs with their program when nobody else has: as finished when the program has nothing more to do, as failed when it dies of
 * an error. The last can only be written down, for `atelier sync`.
 */
import { whenExiting } from '../spool/exit.ts';
import type { Recording } from './run.ts';

const open = new Set<Recording>();
let listening = false;
let uncaught: { readonly error: unknown } | undefined;

/** Ends the run when the program ends. Returns how to take that back. */
export function endWithProgram(recording: Recording): () => void {
  listen();
  open.add(recording);
  const stay = whenExiting('end the run', (code) => {
    if (uncaught !== undefined) recording.close({ outcome: 'FAILED', reason: wordsOf(uncaught.error) });
    else if (code !== 0) recording.close(failedWith(code));
  });
  return () => {
    stay();
    open.delete(recording);
  };
}

// One listener each, however many runs there are.
function listen(): void {
  if (listening) return;
  listening = true;
  process.on('uncaughtExceptionMonitor', (error) => {
    uncaught = { error };
  });
  process.on('beforeExit', (code) => {
    for (const { run } of open) void run.finish(code === 0 ? {} : failedWith(code));
  });
}

function failedWith(code: number): { outcome: 'FAILED'; reason: string } {
  return { outcome: 'FAILED', reason: `the program ended with exit code ${code}` };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
