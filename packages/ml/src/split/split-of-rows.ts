/** A split whose rows somebody chose: by lists or ranges that came from elsewhere. */
import { DataError } from '../formats/data-error.ts';
import { hashSplit } from './hash-split.ts';
import { PART_CODES, PARTS, type Part, type Split, UNUSED } from './split.ts';

/**
 * Makes a holdout of given rows. Throws a `DataError` that names two parts which share rows and how large the share is:
 * what was trained on says nothing when it is tested on.
 */
export function splitOfRows(samples: number, rows: Readonly<Record<Part, ArrayLike<number>>>): Split {
  const assignment = new Uint8Array(samples).fill(UNUSED);
  for (const part of PARTS) checkRows(rows[part], part, samples);
  refuseOverlap('train', 'validation', rows);
  refuseOverlap('train', 'test', rows);
  refuseOverlap('validation', 'test', rows);
  for (const part of PARTS) for (const row of Array.from(rows[part])) assignment[row] = PART_CODES[part];
  if (rows.train.length === 0) throw new DataError('splitOfRows requires rows to train on, got none');
  const used = rows.train.length + rows.validation.length + rows.test.length;
  const fractions = { train: rows.train.length / used, validation: rows.validation.length / used, test: rows.test.length / used };
  const split: Split = { protocol: 'holdout', strategy: 'random', seed: 0, samples, fractions, assignment, hash: '' };
  return { ...split, hash: hashSplit(split) };
}

function checkRows(rows: ArrayLike<number>, part: Part, samples: number): void {
  const seen = new Set<number>();
  for (const row of Array.from(rows)) {
    if (!Number.isInteger(row) || row < 0 || row >= samples)
      throw new DataError(`splitOfRows requires rows from 0 to ${samples - 1}, got ${row} in ${part}`);
    if (seen.has(row)) throw new DataError(`splitOfRows requires each row once, got ${row} twice in ${part}`);
    seen.add(row);
  }
}

function refuseOverlap(one: Part, other: Part, rows: Readonly<Record<Part, ArrayLike<number>>>): void {
  const first = new Set(Array.from(rows[one]));
  const shared = Array.from(rows[other]).filter((row) => first.has(row)).length;
  if (shared === 0) return;
  const share = ((100 * shared) / rows[other].length).toFixed(1);
  throw new DataError(
    `splitOfRows requires parts without common rows, got ${one} and ${other} that overlap in ${shared} rows: ${share} % of ${other} is in ${one} as well`,
  );
}
