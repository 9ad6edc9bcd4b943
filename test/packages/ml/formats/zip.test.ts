import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError, DEFAULT_LIMITS, openZip } from '@atelier/ml/formats';
import { afterAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../../support/data-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(bytes: Uint8Array): string {
  const path = join(folder, 'archive.zip');
  writeFileSync(path, bytes);
  return path;
}

const readAll = async (bytes: Uint8Array, limits = DEFAULT_LIMITS): Promise<string[]> => {
  const archive = await openZip(put(bytes), 'archive.zip', limits);
  try {
    const contents: string[] = [];
    for (const member of archive.members) contents.push((await archive.read(member, 1000)).toString());
    return contents;
  } finally {
    archive.close();
  }
};

const hello = Buffer.from('hello');

describe('zip archives', () => {
  it('gives members stored and deflated', async () => {
    expect(await readAll(zipOf({ 'a/b.txt': hello, 'c.txt': Buffer.from('you') }))).toEqual(['hello', 'you']);
    expect(await readAll(zipOf({ 'a/b.txt': hello }, { store: true }))).toEqual(['hello']);
  });

  it.each([
    ['a path out of the folder', zipOf({ '../evil': hello })],
    ['an absolute path', zipOf({ '/etc/evil': hello })],
    ['a link', zipOf({ link: hello }, { mode: 0o120777 })],
    ['a device', zipOf({ device: hello }, { mode: 0o020666 })],
    ['an encrypted member', zipOf({ secret: hello }, { flags: 1 })],
    [
      'a name twice',
      zipOf([
        ['same', hello],
        ['same', hello],
      ] as const),
    ],
    ['a wrong checksum', zipOf({ a: hello }, { claim: { checksum: 1 } })],
    ['a size that is a lie', zipOf({ a: hello }, { claim: { bytes: 4 } })],
    ['no archive', Buffer.from('PK\x03\x04 but nothing else')],
    ['a member beyond its limit', zipOf({ bomb: Buffer.alloc(5000) })],
  ])('refuses %s', async (_, bytes) => {
    await expect(readAll(bytes)).rejects.toThrow(DataError);
  });

  it('refuses members that share bytes', async () => {
    const bytes = zipOf({ one: Buffer.alloc(900, 'x'), two: Buffer.alloc(900, 'y') }, { store: true });
    const second = bytes.indexOf('PK\x01\x02', bytes.indexOf('PK\x01\x02') + 1, 'latin1');
    bytes.writeUInt32LE(20, second + 42);
    await expect(readAll(bytes)).rejects.toThrow(/member "two": expected bytes of its own/);
  });

  it('counts what comes out, not what is claimed', async () => {
    const limits = { ...DEFAULT_LIMITS, archiveBytes: 1500 };
    const bytes = zipOf({ one: Buffer.alloc(900), two: Buffer.alloc(900) });
    await expect(readAll(bytes, limits)).rejects.toThrow('archive.zip: expected at most 1500 bytes unpacked, found more');
  });

  it('refuses more members than it may have', async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`m${index}`, hello]));
    await expect(readAll(zipOf(many), { ...DEFAULT_LIMITS, archiveMembers: 11 })).rejects.toThrow('expected at most 11 members, found 12');
  });

  it('writes an unpacked member nowhere but where it was told', async () => {
    const archive = await openZip(put(zipOf({ 'x/y.txt': hello })));
    await archive.extract(archive.members[0], join(folder, 'out'));
    archive.close();
    expect(readdirSync(folder).sort()).toEqual(['archive.zip', 'out']);
  });
});
