/**
 * The writing end of a spool file: appends records and never throws. What cannot be written (disk full, read-only) waits in a
 * bounded memory, from which it is delivered and goes to the file when that works again; what does not fit there is counted as dropped.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { SpoolEntry } from './entry.ts';
import { whenExiting } from './exit.ts';
import { frame } from './record.ts';
import type { SpoolItem, SpoolTrouble, SpoolWriter } from './spool.ts';

/** A spool file, as its writer sees it. */
export interface SpoolFileWriter extends SpoolWriter {
  /** The first entry after `sequence` that is in memory only, because the file does not take it. */
  waitingAfter(sequence: number): SpoolItem | undefined;
  /** Those up to `sequence` have been delivered from memory, and need no place in it any more. */
  forgetWaiting(sequence: number): void;
}

export interface SpoolWriterOptions {
  /** How often the file is forced to the disk while there is something new; 1 s unless told. */
  readonly syncEveryMs?: number;
  /** Memory for what cannot be written; 32 MiB unless told. */
  readonly memoryBytes?: number;
  /** Told once, when writing fails for the first time. */
  readonly onTrouble?: (message: string) => void;
}

interface Waiting extends SpoolItem {
  readonly record: Buffer;
}

/** Makes a spool file, readable by its owner alone. Throws only when there is one already: two programs must not share a spool. */
export function createSpool(
  path: string,
  { syncEveryMs = 1000, memoryBytes = 32 * 1024 * 1024, onTrouble }: SpoolWriterOptions = {},
): SpoolFileWriter {
  const trouble: SpoolTrouble = { dropped: 0, waiting: 0 };
  const waiting: Waiting[] = [];
  let file: number | undefined;
  let waitingBytes = 0;
  let end = 0;
  let sequence = 0;
  let copies = 0;
  let dirty = false;
  let syncing: Promise<void> | undefined;
  let open = true;

  function openFile(): number {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return openSync(path, 'wx', 0o600);
  }

  function write(bytes: Buffer): void {
    file ??= openFile();
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, end + done);
    } catch (error) {
      // No half record stays behind for a reader to stumble over.
      ftruncateSync(file, end);
      throw error;
    }
    end += bytes.length;
    dirty = true;
  }

  function writeWaiting(): void {
    let written = 0;
    try {
      for (; written < waiting.length; written++) write(waiting[written]!.record);
    } finally {
      release(written);
    }
  }

  function release(count: number): void {
    for (const { record } of waiting.splice(0, count)) waitingBytes -= record.length;
    trouble.waiting = waiting.length;
  }

  function failed(error: unknown): void {
    const first = trouble.lastError === undefined;
    trouble.lastError = error instanceof Error ? error.message : String(error);
    if (first) onTrouble?.(`The spool ${path} cannot be written (${trouble.lastError}); what is logged is kept in memory for now.`);
  }

  function append(entry: SpoolEntry): void {
    try {
      const record = frame(sequence, Buffer.from(JSON.stringify(entry)));
      const item = { sequence: sequence++, entry, record };
      if (!open || waitingBytes + record.length > memoryBytes) {
        trouble.dropped++;
        return;
      }
      waiting.push(item);
      waitingBytes += record.length;
      writeWaiting();
    } catch (error) {
      if (error instanceof RangeError || error instanceof TypeError) trouble.dropped++;
      failed(error);
    }
  }

  function keep(content: string | Blob | Uint8Array): string {
    if (content instanceof Blob) throw new TypeError('a Blob cannot be kept here: pass the path of a file, or its bytes');
    const name = `${basename(path)}.${copies++}.file`;
    const copy = join(dirname(path), name);
    if (typeof content !== 'string') {
      writeFileSync(copy, content, { mode: 0o600 });
      return name;
    }
    try {
      // Where the file system can, the copy shares its blocks with the original and costs nothing.
      copyFileSync(content, copy, constants.COPYFILE_FICLONE);
      return name;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EROFS' && trouble.lastError === undefined) throw error;
      // No room for a copy: the file itself is sent, as it is by then.
      failed(error);
      return resolve(content);
    }
  }

  function sync(): Promise<void> {
    if (!open || (!dirty && waiting.length === 0)) return syncing ?? Promise.resolve();
    syncing ??= new Promise<void>((settle) => {
      try {
        writeWaiting();
      } catch (error) {
        failed(error);
      }
      dirty = false;
      if (file === undefined) {
        syncing = undefined;
        return settle();
      }
      fsync(file, (error) => {
        syncing = undefined;
        if (error) failed(error);
        settle();
      });
    });
    // A sync under way may have begun before the last write.
    return dirty ? syncing.then(sync) : syncing;
  }

  function close(): void {
    if (!open) return;
    clearInterval(timer);
    try {
      writeWaiting();
      if (file !== undefined) fsyncSync(file);
    } catch (error) {
      failed(error);
    }
    open = false;
    const last = file;
    if (last === undefined) return;
    // The descriptor of a sync under way must not be given to another file.
    if (syncing === undefined) closeSync(last);
    else void syncing.then(() => closeSync(last));
  }

  try {
    file = openFile();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && syscall === 'open') throw error;
    failed(error);
  }
  const timer = setInterval(() => void sync(), syncEveryMs).unref();

  return {
    path,
    append,
    keep,
    trouble,
    sync,
    close,
    whenLeaving(flush) {
      return whenExiting('save the spool', () => {
        flush();
        close();
      });
    },
    waitingAfter: (after) => waiting.find((item) => item.sequence > after),
    forgetWaiting: (upTo) => release(waiting.findLastIndex((item) => item.sequence <= upTo) + 1),
  };
}
