/**
 * Reads blobs so that wrong bytes never pass for right ones: what is read is hashed on the way, and the last piece is handed on only when the
 * hash is that of the name. A part of a blob is read after the whole was checked; that is remembered for a while.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AppError } from '../errors.ts';

const PIECE_BYTES = 256 * 2 ** 10;
const TRUSTED_MS = 3_600_000;
const TRUSTED_KEPT = 10_000;

export interface Verifier {
  /** The whole blob. Small ones are checked before the first byte is handed on, large ones before the last. Throws, or ends with, `DAMAGED`. */
  whole(sha256: string, sizeBytes: number): Promise<Readable>;
  /** Throws `DAMAGED` unless the blob is what its name says. */
  require(sha256: string, sizeBytes: number): Promise<void>;
  isWhole(sha256: string, sizeBytes: number): Promise<boolean>;
}

/** Reads the blobs that lie at `path`. */
export function createVerifier(path: (sha256: string) => string): Verifier {
  const trusted = new Map<string, { mark: string; at: number }>();

  async function markOf(sha256: string, sizeBytes: number): Promise<string> {
    const found = await stat(path(sha256)).catch(() => undefined);
    if (found === undefined) throw damaged(sha256, 'it is gone');
    if (found.size !== sizeBytes) throw damaged(sha256, `it has ${found.size} bytes instead of ${sizeBytes}`);
    return `${found.ino} ${found.mtimeMs} ${found.ctimeMs}`;
  }

  function trust(sha256: string, mark: string): void {
    trusted.delete(sha256);
    trusted.set(sha256, { mark, at: performance.now() });
    for (const oldest of trusted.keys()) {
      if (trusted.size <= TRUSTED_KEPT) break;
      trusted.delete(oldest);
    }
  }

  async function* pieces(sha256: string, mark: string): AsyncGenerator<Buffer, void, void> {
    const hash = createHash('sha256');
    let held: Buffer | undefined;
    for await (const piece of createReadStream(path(sha256), { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
      hash.update(piece);
      if (held !== undefined) yield held;
      held = piece;
    }
    if (hash.digest('hex') !== sha256) throw damaged(sha256, 'its content has another hash');
    trust(sha256, mark);
    if (held !== undefined) yield held;
  }

  async function require(sha256: string, sizeBytes: number): Promise<void> {
    const mark = await markOf(sha256, sizeBytes);
    const known = trusted.get(sha256);
    if (known?.mark === mark && performance.now() - known.at < TRUSTED_MS) return;
    for await (const _ of pieces(sha256, mark));
  }

  return {
    require,
    isWhole: (sha256, sizeBytes) =>
      require(sha256, sizeBytes).then(
        () => true,
        (error: unknown) => {
          if (error instanceof AppError) return false;
          throw error;
        },
      ),
    async whole(sha256, sizeBytes) {
      const stream = pieces(sha256, await markOf(sha256, sizeBytes));
      // The first piece is waited for, so that what is wrong with a small blob can still be said in words.
      const first = await stream.next();
      return Readable.from(from(first, stream), { objectMode: false, highWaterMark: PIECE_BYTES });
    },
  };
}

// No generator of its own: one that nobody has begun to read would not close the file when it is given up.
function from(first: IteratorResult<Buffer, void>, rest: AsyncGenerator<Buffer, void, void>): AsyncIterable<Buffer> {
  let waiting: typeof first | undefined = first;
  const next = () => {
    const result = waiting;
    waiting = undefined;
    return result === undefined ? rest.next() : Promise.resolve(result);
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: () => rest.return() }) };
}

function damaged(sha256: string, what: string): AppError {
  return new AppError('DAMAGED', `The file with the SHA-256 ${sha256} is damaged in the store: ${what}.`, {
    hint: 'Upload it again, or restore the folder of the store from a backup.',
  });
}
