import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AtelierError } from './errors.ts';
import { credentials, reach, type Connection } from './request.ts';
import { retrying } from './retry.ts';
import { explained, uploadBody, type UploadedFile, type UploadOptions } from './upload.ts';

export type { UploadedFile, UploadOptions } from './upload.ts';

/** Streams a file from disk, or bytes, to the server. The same bytes are stored once, so it may be repeated. Throws an `AtelierError`. */
export async function upload(
  connection: Connection,
  source: string | Uint8Array<ArrayBuffer>,
  options: UploadOptions = {},
): Promise<UploadedFile> {
  const fromDisk = typeof source === 'string';
  const name = options.name ?? (fromDisk ? basename(source) : 'file');
  return uploadBody(connection, () => (fromDisk ? openAsBlob(source) : new Blob([source])), { ...options, name });
}

export interface DownloadOptions {
  /** Where the file goes; it appears there whole or not at all. */
  readonly to: string;
  /** Refuses other bytes. */
  readonly sha256?: string;
  readonly signal?: AbortSignal;
}

/** Streams a file of the server to disk. Throws an `AtelierError`; code `DAMAGED` when the bytes are not those of `sha256`. */
export async function download(connection: Connection, url: string, { to, sha256, signal }: DownloadOptions): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await retrying(
    async () => {
      const response = await reach(new URL(url, connection.url).href, { headers: credentials(connection), signal: signal ?? null });
      if (!response.ok || response.body === null) throw await explained(response);
      const partial = `${to}.${randomUUID()}.part`;
      try {
        const found = await store(response.body, partial);
        if (sha256 !== undefined && found !== sha256)
          throw new AtelierError('DAMAGED', `${url} should have the SHA-256 ${sha256}, but what came has ${found}`);
        await rename(partial, to);
      } finally {
        await rm(partial, { force: true });
      }
    },
    { attempts: 6, signal },
  );
}

async function store(body: ReadableStream<Uint8Array>, path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of body) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw cause;
    throw new AtelierError('UNREACHABLE', `the download of ${path} broke off: ${(cause as Error).message}`, { cause });
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
