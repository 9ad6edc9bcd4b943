// Bytes by what they are: a file lies under the SHA-256 of its content, is written once and never changed.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, opendir, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../errors.ts';
import { createVerifier } from './verified.ts';

const ABANDONED_MS = 3_600_000;

/** Bytes that have come in whole and are on the disk, but not in the store yet. */
export interface StagedBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Looks through what the store has under this hash already, so that `publish` need not: that takes as long as reading it. */
  prepare(): Promise<void>;
  /** Puts them into the store. */
  publish(): Promise<void>;
  /** Forgets them, unless they were published. */
  discard(): Promise<void>;
}

export interface FileStore {
  /** Takes in a stream. It is on the disk, whole, when this returns; when it throws, nothing is left. Past `limitBytes` it is `INVALID_INPUT`. */
  stage(content: AsyncIterable<Uint8Array>, limitBytes: number): Promise<StagedBlob>;
  /** Looks through what the store has under a hash already, so that `adopt` need not. */
  prepare(sha256: string, sizeBytes: number): Promise<void>;
  /** Moves in a file of this server's own making, on the same disk, whose hash is known. */
  adopt(path: string, sha256: string): Promise<void>;
  /** Where a blob lies, for those who read by position. */
  path(sha256: string): string;
  /**
   * Reads a blob of so many bytes, or those from `start` to `end`, both included. Throws `DAMAGED` when it is gone or has another size; the
   * stream ends with `DAMAGED`, before its last bytes, when what was read has another hash.
   */
  read(sha256: string, sizeBytes: number, range?: { start: number; end: number }): Promise<Readable>;
  /** Removes a blob. Whoever is reading it reads on. */
  remove(sha256: string): Promise<void>;
  /** The blobs that have lain in the store for so long. */
  olderThan(ms: number): AsyncGenerator<string>;
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

  const verifier = createVerifier(path);
  // What is whole is trusted for a while. Nobody holds the bytes yet: they may go while they are read, and whoever publishes looks again.
  const prepare = (sha256: string, sizeBytes: number) =>
    verifier.isWhole(sha256, sizeBytes).then(
      () => {},
      () => {},
    );

  return {
    path,
    async stage(content, limitBytes) {
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
        return {
          sha256,
          sizeBytes,
          prepare: () => prepare(sha256, sizeBytes),
          publish: () => publish(temporary, path(sha256), () => verifier.isWhole(sha256, sizeBytes)),
          discard: () => rm(temporary, { force: true }),
        };
      } catch (error) {
        await handle.close().catch(() => {});
        await rm(temporary, { force: true });
        throw error;
      }
    },
    prepare,
    async adopt(source, sha256) {
      const handle = await open(source, 'r+');
      await handle.sync();
      await handle.close();
      const { size } = await stat(source);
      await publish(source, path(sha256), () => verifier.isWhole(sha256, size));
    },
    async read(sha256, sizeBytes, range) {
      if (range === undefined) return verifier.whole(sha256, sizeBytes);
      await verifier.require(sha256, sizeBytes);
      return createReadStream(path(sha256), range);
    },
    remove: (sha256) => rm(path(sha256), { force: true }),
    async *olderThan(ms) {
      for (const folder of await readdir(blobs)) {
        for await (const { name } of await opendir(join(blobs, folder))) {
          const { ctimeMs } = await stat(join(blobs, folder, name)).catch(() => ({ ctimeMs: Date.now() }));
          if (Date.now() - ctimeMs > ms) yield name;
        }
      }
    },
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

// A link never replaces what is there: the bytes of a blob do not change under those who read it. Only a damaged blob is replaced by a whole one.
async function publish(temporary: string, target: string, isWhole: () => Promise<boolean>): Promise<void> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await link(temporary, target);
    await unlink(temporary);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (await isWhole()) return void (await unlink(temporary));
    await rename(temporary, target);
  }
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}
