import { existsSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { acknowledgedPath, readAcknowledged } from './acknowledged.ts';
import type { OpenEntry } from './entry.ts';
import { mayBeMoved } from './moved.ts';
import { openSpool } from './reader.ts';
import { startUploader } from './index.ts';
import type { UploadReport } from './upload.ts';

export interface SyncOptions {
  readonly folder: string;
  readonly key: string | undefined;
  /** Delivers to this server only, whose key it is; to the one that each spool names unless told. */
  readonly url?: string;
  /** The servers that spools name are at `url` now. What has a run must be known there. */
  readonly moved?: boolean;
  /** Also takes the spools of programs that seem to be running. */
  readonly alsoLiving?: boolean;
  /** How long one spool may take; 10 min unless told. */
  readonly withinMs?: number;
}

export interface Synced {
  readonly spool: string;
  readonly url: string | undefined;
  /** The run, when the server knows it. */
  readonly run: string | undefined;
  /** Why it was left alone, if it was: the program that writes it is running, it is for another server, or the one that is said to be its own does not know it. */
  readonly left?: 'running' | 'other server' | 'unknown there';
  /** What became of it, unless it was left alone. */
  readonly report: UploadReport | undefined;
}

/** Delivers the spools that programs have left behind, one after the other, and removes those that are delivered whole. */
export async function syncSpools({
  folder,
  key,
  url,
  moved = false,
  alsoLiving = false,
  withinMs = 600_000,
}: SyncOptions): Promise<Synced[]> {
  if (!existsSync(folder)) return [];
  const synced: Synced[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.spool'))
    .sort()) {
    const path = join(folder, name);
    const open = readOpen(path);
    const left = open !== undefined && !alsoLiving && isLiving(open) ? 'running' : await whyNotTo(open, path);
    if (left !== undefined) {
      synced.push({ spool: path, url: open?.url, run: undefined, left, report: undefined });
      continue;
    }
    const uploader = startUploader({ path, connection: { url: (moved ? url : open?.url) ?? '', key } });
    const report = await uploader.finish(withinMs);
    const run = await uploader.run.catch(() => undefined);
    if (report.complete) removeSpool(path);
    synced.push({ spool: path, url: open?.url, run, report });
  }
  return synced;

  async function whyNotTo(open: OpenEntry | undefined, path: string): Promise<'other server' | 'unknown there' | undefined> {
    if (url === undefined || open?.url === url) return undefined;
    if (!moved || open === undefined) return 'other server';
    return (await mayBeMoved({ url, key }, open, readAcknowledged(path).run)) ? undefined : 'unknown there';
  }
}

/** Removes a delivered spool with what lies beside it. */
export function removeSpool(path: string): void {
  try {
    rmSync(path, { force: true });
    rmSync(acknowledgedPath(path), { force: true });
    const folder = dirname(path);
    for (const file of readdirSync(folder))
      if (file.startsWith(`${basename(path)}.`) && file.endsWith('.file')) rmSync(join(folder, file), { force: true });
  } catch {
    // What stays behind is sent once more by the next sync, and stored once.
  }
}

function readOpen(path: string): OpenEntry | undefined {
  const reader = openSpool(path);
  try {
    const entry = reader.next(true)?.entry;
    return entry?.kind === 'open' ? entry : undefined;
  } finally {
    reader.close();
  }
}

function isLiving({ pid, host }: OpenEntry): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
