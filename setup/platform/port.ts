import { once } from 'node:events';
import { createServer } from 'node:net';

export const defaultPort = 4800;

/** The port that a variable names; 0 is any free one. Throws with what it found. */
export function readPort(text: string | undefined): number {
  const port = Number(text || defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a whole number from 0 to 65535, got ${JSON.stringify(text)}`);
  return port;
}

/** Throws with one line when nobody can listen on the port. */
export async function requireFreePort(port: number, host = '127.0.0.1'): Promise<void> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, 'listening');
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw new Error(
      taken
        ? `Port ${port} is taken: name another one in PORT, or stop what uses it`
        : `Port ${port} cannot be used: ${(error as Error).message}`,
    );
  }
  probe.close();
  await once(probe, 'close');
}
