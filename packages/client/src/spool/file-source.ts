import { existsSync, openAsBlob } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readAcknowledged, saveAcknowledged } from './acknowledged.ts';
import { openSpool, type SpoolFileItem, type SpoolReader } from './reader.ts';
import type { SpoolItem, SpoolSource } from './spool.ts';
import type { SpoolFileWriter } from './writer.ts';

const SAVE_EVERY_MS = 250;

/**
 * A spool file for delivery, which need not be there yet. With its writer in the same program, what the disk does not take
 * is delivered from memory.
 */
export function fileSource(path: string, writer?: SpoolFileWriter): SpoolSource {
  let reader: SpoolReader | undefined;
  let damaged = 0;
  let run: string | undefined;
  let end = 0;
  let savedEnd = -1;
  let savedAt = 0;
  let sequence = -1;

  function next(final: boolean): SpoolItem | undefined {
    return nextOfFile(final) ?? writer?.waitingAfter(sequence);
  }

  function nextOfFile(final: boolean): SpoolFileItem | undefined {
    if (reader === undefined) {
      if (!existsSync(path) && (!final || writer !== undefined)) return undefined;
      reader = openSpool(path);
    }
    // What went to the file after it was delivered from memory is passed over.
    for (let item = reader.next(final); item !== undefined; item = reader.next(final)) if (item.sequence > sequence) return item;
    return undefined;
  }

  function save(): void {
    if (run === undefined || end === savedEnd) return;
    saveAcknowledged(path, { end, run });
    savedEnd = end;
    savedAt = performance.now();
  }

  return {
    name: path,
    next,
    resume() {
      const known = readAcknowledged(path);
      if (known.end > 0 && reader !== undefined) {
        reader.close();
        reader = openSpool(path, known.end);
        end = savedEnd = known.end;
      }
      return known.run;
    },
    acknowledge(item, to) {
      const isFirst = run === undefined;
      run = to;
      sequence = item.sequence;
      if ('end' in item) end = Math.max(end, (item as SpoolFileItem).end);
      else writer?.forgetWaiting(item.sequence);
      if (isFirst || performance.now() - savedAt > SAVE_EVERY_MS) save();
    },
    open: (name) => openAsBlob(resolve(dirname(path), name)),
    get damaged() {
      return damaged + (reader?.damaged ?? 0);
    },
    close() {
      save();
      damaged += reader?.damaged ?? 0;
      reader?.close();
      reader = undefined;
    },
  };
}
