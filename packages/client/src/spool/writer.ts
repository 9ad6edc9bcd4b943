/**
 * The writing end of a spool: appends records to a file and never throws. What cannot be written (disk full, read-only) waits
 * in a bounded memory and goes to the file when that works again; what does not fit there is counted as dropped.
 */
import { closeSync, fsync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SpoolEntry } from './entry.ts';
import { frame } from './record.ts';

export interface SpoolWriter {
  readonly path: string;
  /** Hands the entry to the operating system, without waiting for the disk. */
  append(entry: SpoolEntry): void;
  /** What could not be written so far. */
  readonly trouble: SpoolTrouble;
  /** Waits until everything appended is on the disk. */
  sync(): Promise<void>;
  /** Writes and fsyncs what is left, and closes the file. May be called again. */
  close(): void;
}

export interface SpoolTrouble {
  /** The last error of writing, in words. */
  lastError?: string;
  /** Entries that are lost for good. */
  dropped: number;
  /** Entries in memory, waiting for the disk. */
  waiting: number;
}

export interface SpoolWriterOptions {
  /** How often the file is forced to the disk while there is something new; 1 s unless told. */
  readonly syncEveryMs?: number;
  /** Memory for what cannot be written; 32 MiB unless told. */
  readonly memoryBytes?: number;
  /** Told once, when writing fails for the first time. */
  readonly onTrouble?: (message: string) => void;
}

/** Creates a spool file, readable by its owner alone. Throws only here, when the file exists or cannot be created. */
export function createSpool(
  path: string,
  { syncEveryMs = 1000, memoryBytes = 32 * 1024 * 1024, onTrouble }: SpoolWriterOptions = {},
): SpoolWriter {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'wx', 0o600);
  const trouble: SpoolTrouble = { dropped: 0, waiting: 0 };
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let end = 0;
  let sequence = 0;
  let dirty = false;
  let syncing: Promise<void> | undefined;
  let open = true;

  // Writing at a position of our own overwrites what a failed write left half-done.
  function write(bytes: Buffer): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, end + done);
    end += bytes.length;
    dirty = true;
  }

  function writeWaiting(): void {
    let written = 0;
    try {
      for (; written < waiting.length; written++) write(waiting[written]!);
    } finally {
      for (const record of waiting.splice(0, written)) waitingBytes -= record.length;
      trouble.waiting = waiting.length;
    }
  }

  function failed(error: unknown): void {
    const first = trouble.lastError === undefined;
    trouble.lastError = error instanceof Error ? error.message : String(error);
    if (first) onTrouble?.(`The spool ${path} cannot be written (${trouble.lastError}); what is logged is kept in memory for now.`);
  }

  function append(entry: SpoolEntry): void {
    try {
      const record = frame(sequence, Buffer.from(JSON.stringify(entry)));
      sequence++;
      if (!open || waitingBytes + record.length > memoryBytes) {
        trouble.dropped++;
        return;
      }
      waiting.push(record);
      waitingBytes += record.length;
      writeWaiting();
    } catch (error) {
      if (error instanceof RangeError || error instanceof TypeError) trouble.dropped++;
      failed(error);
    }
  }

  function sync(): Promise<void> {
    if (!open || (!dirty && waiting.length === 0)) return syncing ?? Promise.resolve();
    syncing ??= new Promise<void>((resolve) => {
      try {
        writeWaiting();
      } catch (error) {
        failed(error);
      }
      dirty = false;
      fsync(file, (error) => {
        syncing = undefined;
        if (error) failed(error);
        resolve();
      });
    });
    // A sync under way may have begun before the last write.
    return dirty ? syncing.then(sync) : syncing;
  }

  const timer = setInterval(() => void sync(), syncEveryMs).unref();

  function close(): void {
    if (!open) return;
    clearInterval(timer);
    try {
      writeWaiting();
      fsyncSync(file);
    } catch (error) {
      failed(error);
      trouble.dropped += waiting.length;
      waiting = [];
    }
    open = false;
    // The descriptor of a sync under way must not be given to another file.
    if (syncing === undefined) closeSync(file);
    else void syncing.then(() => closeSync(file));
  }

  return { path, append, trouble, sync, close };
}
