// What changed from one version of a dataset to another, work by work.
import { createHash } from 'node:crypto';
import type { Dataset } from '@atelier/ml/dataset';
import { labelOf } from './label.ts';

const BATCH = 64;

export interface Relabelled {
  /** In the later version. */
  readonly row: number;
  readonly sampleId: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Difference {
  /** Rows of the later version that the earlier one has not. */
  readonly added: readonly number[];
  /** Rows of the earlier version that the later one has not. */
  readonly removed: readonly number[];
  readonly relabelled: readonly Relabelled[];
  /** Rows of the later version that have another content under the same name. */
  readonly changed: readonly number[];
  /** Works that are the same in label and content. */
  readonly same: number;
  /** Whether works were told apart by their content, as they have no names of their own. */
  readonly byContent: boolean;
}

/**
 * Compares two versions by the names of the works; by their content where names are only row numbers, since there an inserted work would move
 * all that follow. A work may be relabelled and changed at once.
 */
export function differenceOf(before: Dataset, after: Dataset): Difference {
  const byContent = [before, after].some(({ ids }) => ids.every((id, row) => id === String(row)));
  const contents = [contentOf(before), contentOf(after)] as const;
  const keys = byContent ? ([numbered(contents[0]), numbered(contents[1])] as const) : ([before.ids, after.ids] as const);
  const rowBefore = new Map(keys[0].map((key, row) => [key, row]));
  const known = new Set(keys[1]);
  const added: number[] = [];
  const changed: number[] = [];
  const relabelled: Relabelled[] = [];
  let same = 0;
  keys[1].forEach((key, row) => {
    const was = rowBefore.get(key);
    if (was === undefined) return added.push(row);
    const labels = [labelOf(before, was), labelOf(after, row)] as const;
    const differs = contents[0][was] !== contents[1][row];
    if (labels[0] !== labels[1]) relabelled.push({ row, sampleId: after.ids[row] ?? '', before: labels[0], after: labels[1] });
    if (differs) changed.push(row);
    if (!differs && labels[0] === labels[1]) same += 1;
  });
  const removed = keys[0].flatMap((key, row) => (known.has(key) ? [] : [row]));
  return { added, removed, relabelled, changed, same, byContent };
}

/** A fingerprint of each work over all its views, without its label. */
function contentOf(dataset: Dataset): string[] {
  const hashes = Array.from({ length: dataset.samples }, () => createHash('sha1'));
  for (const view of dataset.views) {
    const { name, modality } = view.manifest;
    for (let start = 0; start < dataset.samples; start += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, dataset.samples - start) }, (_, index) => start + index);
      const values = modality === 'TEXT' ? undefined : view.read(rows);
      const size = values ? values.byteLength / rows.length : 0;
      rows.forEach((row, index) => {
        const hash = hashes[row]!.update(`\0${name}\0${view.lengths?.[row] ?? ''}\0`);
        hash.update(values ? new Uint8Array(values.buffer, values.byteOffset + index * size, size) : view.text(row));
      });
    }
  }
  return hashes.map((hash) => hash.digest('base64'));
}

/** The second work of the same content is another one than the first. */
function numbered(contents: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return contents.map((content) => {
    const turn = seen.get(content) ?? 0;
    seen.set(content, turn + 1);
    return `${content}${turn}`;
  });
}
