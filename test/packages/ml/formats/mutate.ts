/** A program of its own, as the server parses uploads in a process of its own: damages files of one kind, parses them and says what came of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DataError, decodePicture, openIdx, openNpy, openTextTable, openZip, readNpyStrings } from '@atelier/ml/formats';
import sharp from 'sharp';
import { createRandom, type Random } from '../../../../packages/ml/src/random.ts';
import { npyBytes, zipOf } from '../../../support/data-files.ts';

export interface MutationReport {
  readonly refused: number;
  /** What was thrown that is no `DataError`, the first few of them. */
  readonly failures: readonly string[];
  readonly slowestMs: number;
  /** Resident memory after a collection, at the end less after the first hundred. */
  readonly grownBytes: number;
}

const [kind, countText] = process.argv.slice(2);
const numbers = npyBytes('<f4', [4, 3], new Uint8Array(48).fill(63));
const names = npyBytes('<U3', [2], Buffer.from('a\0\0\0b\0\0\0\0\0\0\0c\0\0\0\0\0\0\0\0\0\0\0'));
const pixels = { raw: { width: 16, height: 12, channels: 3 as const } };
const noise = Uint8Array.from({ length: 16 * 12 * 3 }, (_, index) => (index * 97) % 256);

async function drain(path: string, kind: 'csv' | 'ndjson' | 'abc'): Promise<void> {
  for await (const record of (await openTextTable(path, kind)).records()) void record;
}

async function unpack(path: string): Promise<void> {
  const archive = await openZip(path);
  try {
    for (const member of archive.members) await archive.read(member, 2 ** 20);
  } finally {
    archive.close();
  }
}

const parsers: Record<string, { original: () => Promise<Uint8Array>; parse: (path: string) => unknown }> = {
  npy: {
    original: async () => numbers,
    parse: (path) => {
      const array = openNpy(path);
      array.readRange(0, array.rows);
      array.close();
    },
  },
  'npy of names': { original: async () => names, parse: (path) => readNpyStrings(path) },
  zip: {
    original: async () => zipOf({ 'images.npy': numbers, 'a/b.png': noise, 'labels.csv': Buffer.from('id,label\na,b\n') }),
    parse: unpack,
  },
  idx: {
    original: async () => Buffer.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]),
    parse: (path) => {
      const array = openIdx(path);
      array.readRange(0, array.rows);
      array.close();
    },
  },
  csv: { original: async () => Buffer.from('id,label,text\n1,a,"x, ""y"""\n2,b,ü\n'), parse: (path) => drain(path, 'csv') },
  ndjson: {
    original: async () => Buffer.from('{"id":1,"label":"a","text":"ü"}\n{"id":2,"label":"b","text":null}\n'),
    parse: (path) => drain(path, 'ndjson'),
  },
  abc: { original: async () => Buffer.from('X:1\nT:ü\nK:G\nGAB | c3 |]\n\nX:2\nK:D\nDEF |]\n'), parse: (path) => drain(path, 'abc') },
  png: { original: () => sharp(noise, pixels).png().toBuffer(), parse: (path) => decodePicture(readFileSync(path), 'a.png') },
  jpeg: { original: () => sharp(noise, pixels).jpeg().toBuffer(), parse: (path) => decodePicture(readFileSync(path), 'a.jpg') },
  webp: { original: () => sharp(noise, pixels).webp().toBuffer(), parse: (path) => decodePicture(readFileSync(path), 'a.webp') },
  gif: { original: () => sharp(noise, pixels).gif().toBuffer(), parse: (path) => decodePicture(readFileSync(path), 'a.gif') },
};

function mutate(original: Uint8Array, random: Random): Uint8Array {
  const bytes = [...original];
  for (let change = random.integer(4); change >= 0; change--) {
    const at = random.integer(bytes.length + 1);
    const kind = random.integer(6);
    if (kind === 0) bytes[Math.min(at, bytes.length - 1)] = random.integer(256);
    if (kind === 1) bytes[Math.min(at, bytes.length - 1)] ^= 1 << random.integer(8);
    if (kind === 2) bytes.length = at;
    if (kind === 3) bytes.splice(at, 0, ...Array.from({ length: random.integer(9) }, () => random.integer(256)));
    if (kind === 4) bytes.splice(at, random.integer(9));
    if (kind === 5) bytes.splice(at, 4, 255, 255, 255, [127, 255][random.integer(2)]);
    if (bytes.length === 0) bytes.push(0);
  }
  return Uint8Array.from(bytes);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const residentBytes = (): number => {
  collect();
  return process.memoryUsage().rss;
};

const folder = mkdtempSync(join(tmpdir(), 'atelier-mutations-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const path = join(folder, 'mutant');
const { original, parse } = parsers[kind];
const [bytes, random] = [await original(), createRandom(`mutations of ${kind}`)];
const failures: string[] = [];
let [refused, slowestMs, before] = [0, 0, 0];
for (let index = 0; index < Number(countText); index++) {
  if (index === 100) before = residentBytes();
  writeFileSync(path, mutate(bytes, random.fork(index)));
  const start = performance.now();
  try {
    await parse(path);
  } catch (error) {
    refused++;
    if (!(error instanceof DataError) && failures.length < 5)
      failures.push(`mutant ${index}: ${error instanceof Error ? error.stack : error}`);
  }
  slowestMs = Math.max(slowestMs, performance.now() - start);
}
const report: MutationReport = { refused, failures, slowestMs, grownBytes: residentBytes() - before };
process.stdout.write(JSON.stringify(report));
