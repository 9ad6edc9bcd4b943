import { canonicalJson } from '../formats/canonical-json.ts';
import { sha256 } from '../formats/hash.ts';
import type { Split } from './split.ts';

/** SHA-256 of the parts and folds and of how they were made. */
export function hashSplit({ protocol, strategy, seed, samples, fractions, assignment, folds }: Omit<Split, 'hash'>): string {
  const drawn =
    folds === undefined
      ? undefined
      : { ...folds, testedIn: sha256(littleEndian(folds.testedIn)), inner: sha256(littleEndian(folds.inner)) };
  return sha256(canonicalJson({ protocol, strategy, seed, samples, fractions, assignment: sha256(assignment), folds: drawn }));
}

/** The bytes of 32-bit words, in the order that every machine writes to files. */
export function littleEndian(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setUint32(index * 4, word, true));
  return bytes;
}
