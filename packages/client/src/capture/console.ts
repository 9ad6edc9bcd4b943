type Write = typeof process.stdout.write;

const listeners = new Set<(text: string) => void>();
let restore: (() => void) | undefined;

/**
 * Hands on what the program writes to standard output and standard error, which go on as before. Several may listen. Returns how
 * to stop.
 */
export function captureConsole(onText: (text: string) => void): () => void {
  const listener = (text: string) => onText(text);
  listeners.add(listener);
  restore ??= listen();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    restore?.();
    restore = undefined;
  };
}

function listen(): () => void {
  const undo = [process.stdout, process.stderr].map((stream) => {
    const original = stream.write;
    const write = function (this: unknown, chunk: unknown, ...rest: unknown[]) {
      tell(chunk, rest[0]);
      return Reflect.apply(original, stream, [chunk, ...rest]);
    } as Write;
    stream.write = write;
    // Somebody may have put theirs over it meanwhile: then it stays, and tells nobody.
    return () => {
      if (stream.write === write) stream.write = original;
    };
  });
  return () => undo.forEach((step) => step());
}

let telling = false;

// What a listener prints while it is told is not told again.
function tell(chunk: unknown, encoding: unknown): void {
  if (telling) return;
  telling = true;
  try {
    const text = typeof chunk === 'string' ? chunk : chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : '';
    if (text !== '' && encoding !== 'hex' && encoding !== 'base64') for (const listener of listeners) listener(text);
  } catch {
    // Printing goes on whatever becomes of the log.
  } finally {
    telling = false;
  }
}
