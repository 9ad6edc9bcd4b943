import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Atelier } from '@atelier/client';

export interface RemoteFile {
  readonly url: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Data files on this machine, by the SHA-256 of their bytes. */
export interface Cache {
  /** The path of the file, fetched with the given credentials unless it is here already. Throws an `AtelierError`. */
  fetch(file: RemoteFile, atelier: Atelier, signal: AbortSignal): Promise<string>;
  /** Removes the files that have not been used for longest, until the rest fits. Those in `keep` stay. */
  trim(keep: ReadonlySet<string>): Promise<void>;
}

export async function openCache(folder: string, mostBytes: number): Promise<Cache> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Hashing a large file at every launch would cost more than it is worth; once per life of the agent finds what a disk has lost.
  const verified = new Set<string>();
  const running = new Map<string, Promise<string>>();

  async function obtain(file: RemoteFile, atelier: Atelier, signal: AbortSignal): Promise<string> {
    const path = join(folder, file.sha256);
    if (!verified.has(file.sha256) && !(await isIntact(path, file)))
      await atelier.download(file.url, { to: path, sha256: file.sha256, signal });
    verified.add(file.sha256);
    const now = new Date();
    await utimes(path, now, now);
    return path;
  }

  return {
    fetch(file, atelier, signal) {
      if (!/^[0-9a-f]{64}$/.test(file.sha256))
        throw new Error(`a file's SHA-256 must be 64 hexadecimal digits, got ${JSON.stringify(file.sha256)}`);
      const under = running.get(file.sha256);
      if (under !== undefined) return under;
      const obtaining = obtain(file, atelier, signal).finally(() => running.delete(file.sha256));
      running.set(file.sha256, obtaining);
      return obtaining;
    },
    async trim(keep) {
      const files = await Promise.all((await readdir(folder)).map(async (name) => ({ name, ...(await sizeAndUse(join(folder, name))) })));
      let bytes = files.reduce((sum, file) => sum + file.size, 0);
      for (const file of files.sort((a, b) => a.usedAt - b.usedAt)) {
        if (bytes <= mostBytes) return;
        if (keep.has(file.name)) continue;
        await rm(join(folder, file.name), { force: true });
        verified.delete(file.name);
        bytes -= file.size;
      }
    },
  };
}

async function sizeAndUse(path: string): Promise<{ size: number; usedAt: number }> {
  const { size, mtimeMs } = await stat(path);
  return { size, usedAt: mtimeMs };
}

async function isIntact(path: string, { sha256, sizeBytes }: RemoteFile): Promise<boolean> {
  try {
    if ((await stat(path)).size !== sizeBytes) return false;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    return hash.digest('hex') === sha256;
  } catch {
    return false;
  }
}
