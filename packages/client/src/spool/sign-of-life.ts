import { HeartbeatRunDocument } from '../operations/generated/operations.ts';
import { request, type Connection } from '../transport/request.ts';

const EVERY_MS = 12_000;
/** Four signs may be lost before the server takes the program for dead. */
const SILENCE_MS = 45_000;

/** Tells the server every twelve seconds that the program of a run lives, however little it logs. Returns how to stop. */
export function showLife(connection: Connection, run: string): () => void {
  const show = () =>
    void request(connection, HeartbeatRunDocument, { run, silenceMs: SILENCE_MS }, { attempts: 1, timeoutMs: EVERY_MS }).catch(() => {
      // The next one will do; points that arrive are signs of life too.
    });
  show();
  const timer = setInterval(show, EVERY_MS);
  // A browser’s timers are numbers, and keep nothing alive.
  (timer as { unref?: () => void }).unref?.();
  return () => clearInterval(timer);
}
