// Bytes by what they are: a file lies under the SHA-256 of its content, is written once and never changed.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../errors.ts';

const ABANDONED_MS = 3_600_000;

export interface StoredBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface FileStore {
  /** Takes in a stream. It is on the disk, whole, when this returns; when it throws, nothing is left. Past `limitBytes` it is `INVALID_INPUT`. */
  write(content: AsyncIterable<Uint8Array>, limitBytes: number): Promise<StoredBlob>;
  /** Moves in a file of this server's own making, on the same disk, whose hash is known. */
  adopt(path: string, sha256: string): Promise<void>;
  /** Where a blob lies, for those who read by position. */
  path(sha256: string): string;
  /** Reads a blob, or the bytes from `start` to `end`, both included. */
  read(sha256: string, range?: { start: number; end: number }): Readable;
  has(sha256: string): Promise<boolean>;
  /** A private folder for work in progress, on the same disk. The caller removes it. */
  makeWorkFolder(): Promise<string>;
}

/** Opens the store in a folder, which is made when missing; what an earlier process left half-written is removed. */
export async function openFileStore(folder: string): Promise<FileStore> {
  const blobs = join(folder, 'blobs');
  const incoming = join(folder, 'incoming');
  await mkdir(blobs, { recursive: true, mode: 0o700 });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeAbandoned(incoming);

  const path = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`A blob is named by a SHA-256, got ${JSON.stringify(sha256)}`);
    return join(blobs, sha256.slice(0, 2), sha256);
  };

  return {
    path,
    async write(content, limitBytes) {
      const temporary = join(incoming, randomUUID());
      const handle = await open(temporary, 'wx', 0o600);
      try {
        const hash = createHash('sha256');
        let sizeBytes = 0;
        for await (const chunk of content) {
          sizeBytes += chunk.byteLength;
          if (sizeBytes > limitBytes) throw new AppError('INVALID_INPUT', `A file has at most ${limitBytes} bytes here, got more.`);
          hash.update(chunk);
          await handle.writeFile(chunk);
        }
        await handle.sync();
        await handle.close();
        const sha256 = hash.digest('hex');
        await publish(temporary, path(sha256), join(blobs, sha256.slice(0, 2)));
        return { sha256, sizeBytes };
      } finally {
        await handle.close().catch(() => {});
        await rm(temporary, { force: true });
      }
    },
    async adopt(source, sha256) {
      const handle = await open(source, 'r+');
      await handle.sync();
      await handle.close();
      await publish(source, path(sha256), join(blobs, sha256.slice(0, 2)));
    },
    read: (sha256, range) => createReadStream(path(sha256), range ?? {}),
    has: (sha256) =>
      stat(path(sha256)).then(
        () => true,
        () => false,
      ),
    async makeWorkFolder() {
      const work = join(incoming, randomUUID());
      await mkdir(work, { mode: 0o700 });
      return work;
    },
  };
}

// Another server on the same folder may be at work there, but not for so long.
async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true });
  }
}

// A link never replaces what is there: the bytes of a blob do not change under those who read it.
async function publish(temporary: string, target: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await link(temporary, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  await unlink(temporary);
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}
