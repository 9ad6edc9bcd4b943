import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as trusted } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crc32 } from '../../../../packages/client/src/spool/crc32.ts';
import { createSpool, openSpool, readSpool, type SpoolEntry } from '../../../../packages/client/src/spool/index.ts';
import { HEADER_BYTES } from '../../../../packages/client/src/spool/record.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-spool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const texts = (count: number): SpoolEntry[] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'text', text: `line ${index} ${'ATLR'.repeat(index % 3)}` }));

function write(entries: SpoolEntry[]): string {
  const path = join(folder, 'run.spool');
  const spool = createSpool(path);
  for (const entry of entries) spool.append(entry);
  spool.close();
  return path;
}

describe('the checksum', () => {
  test('is the CRC-32 that zlib computes', () => {
    const bytes = Buffer.from('123456789');
    expect(crc32(bytes)).toBe(0xcbf43926);
    for (const size of [0, 1, 255, 4096]) {
      const random = crypto.getRandomValues(new Uint8Array(size));
      expect(crc32(random)).toBe(trusted(random));
    }
  });
});

describe('a spool', () => {
  test('gives back what was appended, in order and numbered', () => {
    const entries = texts(500);
    const { items, damaged } = readSpool(write(entries));
    expect(damaged).toBe(0);
    expect(items.map((item) => item.entry)).toEqual(entries);
    expect(items.map((item) => item.sequence)).toEqual(entries.map((_, index) => index));
  });

  test('can be read by its owner alone and is never written over', () => {
    const path = write(texts(1));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(() => createSpool(path)).toThrow(/EEXIST/);
  });

  test('cut at any byte of its last three records gives back every whole record and nothing else', () => {
    const entries = texts(6);
    const path = write(entries);
    const bytes = readFileSync(path);
    const ends = readSpool(path).items.map((item) => item.end);
    for (let size = ends[2]!; size <= bytes.length; size++) {
      const cut = join(folder, 'cut.spool');
      writeFileSync(cut, bytes.subarray(0, size));
      const { items, damaged } = readSpool(cut);
      const whole = ends.filter((end) => end <= size).length;
      expect(items.map((item) => item.entry)).toEqual(entries.slice(0, whole));
      expect(damaged).toBe(ends.includes(size) ? 0 : 1);
    }
  });

  test('with one bit flipped anywhere loses at most the record it is in, and never gives a wrong value', () => {
    const entries = texts(12);
    const path = write(entries);
    const bytes = readFileSync(path);
    const ends = readSpool(path).items.map((item) => item.end);
    const flipped = join(folder, 'flipped.spool');
    // A prime stride meets every bit position of every field of a record.
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const copy = Buffer.from(bytes);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(flipped, copy);
      const hit = ends.findIndex((end) => end > bit >> 3);
      const { items, damaged } = readSpool(flipped);
      expect(items.map((item) => item.sequence)).toEqual(entries.map((_, index) => index).filter((index) => index !== hit));
      expect(items.map((item) => item.entry)).toEqual(entries.filter((_, index) => index !== hit));
      expect(damaged).toBe(1);
    }
  });

  test('is read while it grows: a record that is half there is waited for', () => {
    const path = write(texts(2));
    const bytes = readFileSync(path);
    const growing = join(folder, 'growing.spool');
    const [first] = readSpool(path).items;
    writeFileSync(growing, bytes.subarray(0, first!.end + HEADER_BYTES + 3));
    const reader = openSpool(growing);
    expect(reader.next(false)?.sequence).toBe(0);
    expect(reader.next(false)).toBeUndefined();
    writeFileSync(growing, bytes);
    expect(reader.next(false)?.sequence).toBe(1);
    expect(reader.next(false)).toBeUndefined();
    expect(reader.damaged).toBe(0);
    reader.close();
  });

  test('takes records larger than what is read at once', () => {
    const entries: SpoolEntry[] = [
      { kind: 'text', text: 'x'.repeat(3_000_000) },
      { kind: 'text', text: 'after' },
    ];
    expect(readSpool(write(entries)).items.map((item) => item.entry)).toEqual(entries);
  });
});
