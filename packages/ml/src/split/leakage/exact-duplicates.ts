import { hash } from 'node:crypto';
import type { View } from '../../dataset/dataset.ts';
import { type LeakageFinding, SHOWN_SETS } from './finding.ts';
import { type Apart, setsApart } from './sides.ts';

/** Rows read at once. */
const BLOCK = 256;
/** A text or sequence shorter than this repeats by chance. */
export const MIN_STEPS = 8;

/** Rows of one view that are the same bytes on two sides. Rows that hold next to nothing, such as a blank picture, are passed over. */
export function findExactDuplicates(view: View, apart: Apart): LeakageFinding[] {
  const rowsOf = new Map<string, number[]>();
  eachContent(view, (row, content) => {
    const key = hash('sha1', content, 'base64');
    const known = rowsOf.get(key);
    if (known === undefined) rowsOf.set(key, [row]);
    else known.push(row);
  });
  const sets = setsApart(
    rowsOf.values().filter((rows) => rows.length > 1),
    apart,
  );
  if (sets.length === 0) return [];
  const count = sets.reduce((sum, rows) => sum + rows.length, 0);
  // Rows of a table with few columns are equal by chance; works are not.
  const severity = view.manifest.modality === 'TABULAR' ? 'warning' : 'error';
  return [
    {
      kind: 'exact-duplicate',
      severity,
      view: view.name,
      count,
      rows: sets.slice(0, SHOWN_SETS),
      message: `${count} samples are the same in ${view.name} as a sample of another part.`,
    },
  ];
}

function eachContent(view: View, visit: (row: number, content: Uint8Array) => void): void {
  const { modality, shape } = view.manifest;
  if (modality === 'TEXT') {
    for (let row = 0; row < view.samples; row++) {
      const text = view.text(row);
      if (text.length >= MIN_STEPS) visit(row, new TextEncoder().encode(text));
    }
    return;
  }
  const size = shape.reduce((product, length) => product * length, 1);
  for (let from = 0; from < view.samples; from += BLOCK) {
    const rows = Array.from({ length: Math.min(BLOCK, view.samples - from) }, (_, index) => from + index);
    const data = view.read(rows);
    rows.forEach((row, index) => {
      const steps = modality === 'SEQUENCE' ? (view.lengths?.[row] ?? shape[0]) : undefined;
      if (steps !== undefined && steps < MIN_STEPS) return;
      const values = data.subarray(index * size, index * size + (steps === undefined ? size : (size / shape[0]) * steps));
      if (modality !== 'TABULAR' && isFlat(values)) return;
      visit(row, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    });
  }
}

function isFlat(values: ArrayLike<number>): boolean {
  for (let index = 1; index < values.length; index++) if (values[index] !== values[0]) return false;
  return true;
}
