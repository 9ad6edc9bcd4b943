import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { SpoolEntry } from './entry.ts';
import { readRecord, type SpoolRecord } from './record.ts';
import type { SpoolItem } from './spool.ts';

const WINDOW_BYTES = 256 * 1024;

/** One entry with its place in the file. */
export interface SpoolFileItem extends SpoolItem {
  /** Where reading goes on behind it. */
  readonly end: number;
}

/** The reading end of a spool file: whole records in order, from a position on; damaged ones are passed over and counted. */
export interface SpoolReader {
  /**
   * The next whole record, or undefined when there is none yet. With `final` nobody writes any more: a record that the end
   * of the file cuts off counts as damage.
   */
  next(final: boolean): SpoolFileItem | undefined;
  /** Stretches of bytes that held no whole record. */
  readonly damaged: number;
  close(): void;
}

/** Opens a spool file for reading. Throws when there is none. */
export function openSpool(path: string, from = 0): SpoolReader {
  const file = openSync(path, 'r');
  let position = from;
  let window: Buffer = Buffer.alloc(0);
  let damaged = 0;
  let inDamage = false;

  // Makes `window` hold at least `need` bytes from `position` on, if the file has them.
  function fill(need: number): void {
    const size = Math.max(0, Math.min(Math.max(need, WINDOW_BYTES), fstatSync(file).size - position));
    if (size <= window.length) return;
    const bytes = Buffer.allocUnsafe(size);
    window = bytes.subarray(0, readSync(file, bytes, 0, size, position));
  }

  function skip(bytes: number): void {
    position += bytes;
    window = window.subarray(bytes);
  }

  function next(final: boolean): SpoolFileItem | undefined {
    for (let need = 1; ; ) {
      if (window.length < need) fill(need);
      if (window.length === 0) return undefined;
      const found = readRecord(window);
      if (found.found === 'record') {
        inDamage = false;
        skip(found.bytes);
        need = 1;
        const item = parse(found.record, position);
        if (item !== undefined) return item;
        damaged++;
      } else if (found.found === 'partial' && window.length < found.need && found.need > need) {
        need = found.need;
      } else {
        if (found.found === 'partial' && !final) {
          // What is half there may have been cut off again by the time it is looked at next.
          window = window.subarray(0, 0);
          return undefined;
        }
        if (!inDamage) damaged++;
        inDamage = true;
        skip(found.found === 'damage' ? found.skip : nextStart(window));
        need = 1;
      }
    }
  }

  return {
    next,
    get damaged() {
      return damaged;
    },
    close: () => closeSync(file),
  };
}

/** Every whole record of a file that nobody writes any more. */
export function readSpool(path: string): { items: SpoolFileItem[]; damaged: number } {
  const reader = openSpool(path);
  const items: SpoolFileItem[] = [];
  for (let item = reader.next(true); item !== undefined; item = reader.next(true)) items.push(item);
  reader.close();
  return { items, damaged: reader.damaged };
}

function parse({ sequence, payload }: SpoolRecord, end: number): SpoolFileItem | undefined {
  try {
    return { sequence, entry: JSON.parse(payload.toString('utf8')) as SpoolEntry, end };
  } catch {
    return undefined;
  }
}

function nextStart(window: Buffer): number {
  const next = window.indexOf('ATLR', 1);
  return next >= 0 ? next : window.length;
}
