/** Finds samples that are the same bytes in every view, with eight bytes of memory a sample. */
import { hash } from 'node:crypto';
import type { DuplicateManifest } from '../manifest.ts';

export interface RowHashes {
  /** Takes in one view's bytes of the rows from `from` on, `rowBytes` each. */
  add(from: number, bytes: Uint8Array, rowBytes: number): void;
  duplicates(): DuplicateManifest;
}

const MAX_SETS = 100;

export function createRowHashes(samples: number): RowHashes {
  const words = new Uint32Array(samples * 2);

  function add(from: number, bytes: Uint8Array, rowBytes: number): void {
    const count = rowBytes === 0 ? 1 : bytes.length / rowBytes;
    for (let index = 0; index < count; index++) {
      const digest = hash('sha1', rowBytes === 0 ? bytes : bytes.subarray(index * rowBytes, (index + 1) * rowBytes), 'buffer');
      const at = (from + index) * 2;
      // Rotated before each view, so that two views that swap their bytes are not the same sample.
      words[at] = ((words[at] << 7) | (words[at] >>> 25)) ^ digest.readUInt32LE(0);
      words[at + 1] = ((words[at + 1] << 7) | (words[at + 1] >>> 25)) ^ digest.readUInt32LE(4);
    }
  }

  function duplicates(): DuplicateManifest {
    const keys = new BigUint64Array(words.buffer);
    const first = new Map<bigint, number>();
    const sets = new Map<number, number[]>();
    let repeated = 0;
    keys.forEach((key, row) => {
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, row);
        return;
      }
      repeated++;
      const set = sets.get(earlier);
      if (set !== undefined) set.push(row);
      else if (sets.size < MAX_SETS) sets.set(earlier, [earlier, row]);
    });
    return { samples: repeated, sets: [...sets.values()] };
  }

  return { add, duplicates };
}
