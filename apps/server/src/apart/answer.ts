// The other side of runApart: one input, one answer, and the process is over.
import { DataError } from '@atelier/ml/formats';

export type Answer<Output> =
  | { readonly kind: 'output'; readonly output: Output }
  /** The input is at fault; the message is for the person. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'bug'; readonly stack: string };

/** Answers the one message that this process is sent, and leaves. */
export function answer<Input, Output>(work: (input: Input) => Promise<Output> | Output): void {
  process.once('disconnect', () => process.exit(1));
  process.once('message', async (input) => {
    const reply = await attempt(() => work(input as Input));
    process.removeAllListeners('disconnect');
    process.send?.(reply, () => process.exit(0));
  });
}

async function attempt<Output>(work: () => Promise<Output> | Output): Promise<Answer<Output>> {
  try {
    return { kind: 'output', output: await work() };
  } catch (error) {
    if (error instanceof DataError) return { kind: 'refused', message: error.message };
    return { kind: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
