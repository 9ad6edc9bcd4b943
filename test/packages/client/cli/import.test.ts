import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crc32c, maskedCrc32c } from '../../../../packages/client/src/cli/import/crc32c.ts';
import { type CsvPoint, readCsv } from '../../../../packages/client/src/cli/import/csv.ts';
import { findSources } from '../../../../packages/client/src/cli/import/sources.ts';
import { type Found, readEvents } from '../../../../packages/client/src/cli/import/tensorboard.ts';
import { eventFile, record } from '../support/event-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('the checksum of TFRecord', () => {
  test('is CRC-32C, by the values of RFC 3720 B.4', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46dd794e);
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });
});

describe('event files', () => {
  const scalars = (found: Found[]) => found.flatMap((one) => ('scalar' in one ? [one.scalar] : []));
  const others = (found: Found[]) => found.flatMap((one) => ('other' in one ? [one.other] : []));
  const real = (name: string) => all(readEvents(join(import.meta.dirname, 'events', name)));

  test('of tensorboardX, as PyTorch writes them, give their scalars and name the rest', async () => {
    const found = await real('tensorboardx.tfevents.bin');
    const loss = scalars(found).filter(({ tag }) => tag === 'loss/train');
    expect(loss.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(loss.map(({ value }) => value)).toEqual([1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, Number.NaN].map(Math.fround));
    expect(loss[1]!.time).toBe(1_700_000_001_000);
    expect(scalars(found).at(-1)).toEqual({ tag: 'backwards', step: -3, value: 2.5, time: 1_700_000_006_000 });
    expect(others(found)).toEqual(['notes/text_summary']);
    const [weights] = found.flatMap((one) => ('histogram' in one ? [one] : []));
    expect(weights!.at).toEqual({ tag: 'weights', step: 0, time: 1_700_000_007_000 });
    expect(weights!.histogram.reduce((sum, [, , count]) => sum + count, 0)).toBe(3);
    expect([weights!.histogram[0]![0], weights!.histogram.at(-1)![1]]).toEqual([0, 2]);
    for (const [left, right] of weights!.histogram) expect(left).toBeLessThanOrEqual(right);
  });

  test('with the tensors of TensorFlow 2 give the same, floats and doubles', async () => {
    const found = await real('tensorflow2.tfevents.bin');
    expect(scalars(found).map(({ tag, step, value }) => [tag, step, value])).toEqual([
      ...[0, 0.25, 0.5, 0.75, 1].map((value, step) => ['epoch_loss', step, value]),
      ['exact', 7, 0.1],
    ]);
    expect(others(found)).toEqual(['vector', 'text']);
  });

  test.each([true, false])('give pictures and histograms as they are, as tensors (%s) or not', async (asTensor) => {
    const picture = Buffer.from('\x89PNG\r\n\x1a\nand so on', 'latin1');
    const bins = [
      [-1, 0, 2],
      [0, 0.5, 3],
    ] as const;
    const file = eventFile([
      { tag: 'sample', step: 3, time: 2, picture, asTensor },
      { tag: 'weights', step: 4, time: 3, bins, asTensor },
      { tag: 'sound', step: 4, time: 3, picture: Buffer.from('RIFF and so on'), asTensor },
    ]);
    const [sample, weights, sound] = await all(readEvents(write('media.tfevents.1', file)));
    expect(sample).toEqual({ pictures: [Uint8Array.from(picture)], at: { tag: 'sample', step: 3, time: 2000 } });
    expect(weights).toEqual({ histogram: bins, at: { tag: 'weights', step: 4, time: 3000 } });
    expect(sound).toEqual({ other: 'sound' });
  });

  test('that are cut off give every whole record before, at whatever byte', async () => {
    const whole = eventFile(
      Array.from({ length: 4 }, (_, step) => ({ tag: 'loss', step, value: step, time: 1, asTensor: step % 2 === 1 })),
    );
    const ends: number[] = [];
    for (let at = 0; at < whole.length; ) ends.push((at += 16 + Number(whole.readBigUInt64LE(at))));
    for (let size = 0; size <= whole.length; size++) {
      const found = scalars(await all(readEvents(write('cut.tfevents.1', whole.subarray(0, size)))));
      const records = ends.filter((end) => end <= size).length;
      expect(found.map(({ value }) => value)).toEqual(Array.from({ length: Math.max(0, records - 1) }, (_, step) => step));
    }
  });

  test('that are damaged are refused with file and place, at whatever bit', async () => {
    const whole = eventFile([{ tag: 'loss', step: 1, value: 1, time: 1 }]);
    for (let bit = 0; bit < whole.length * 8; bit += 5) {
      const copy = Buffer.from(whole);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      await expect(all(readEvents(write('flipped.tfevents.1', copy))), `bit ${bit}`).rejects.toThrow(
        /flipped\.tfevents\.1 is damaged at byte \d+: the checksum/,
      );
    }
  });

  test('whose records are no events are refused', async () => {
    await expect(all(readEvents(write('odd.tfevents.1', record(Buffer.from([0x0a, 0xff])))))).rejects.toThrow(
      /holds a record that is no event/,
    );
    await expect(all(readEvents(write('odd.tfevents.1', record(Buffer.from([0x0b])))))).rejects.toThrow(/wire type 3/);
  });

  test('hold checksums of checksums, masked', () => {
    expect(maskedCrc32c(Buffer.from('foo'))).not.toBe(crc32c(Buffer.from('foo')));
    const file = readFileSync(join(import.meta.dirname, 'events', 'tensorflow2.tfevents.bin'));
    expect(file.readUInt32LE(8)).toBe(maskedCrc32c(file.subarray(0, 8)));
  });
});

describe('CSV files', () => {
  const points = (content: string): Promise<CsvPoint[]> => all(readCsv(write('history.csv', content)));

  test('with a column for each metric', async () => {
    expect(await points('epoch,loss,val_loss\r\n1,0.5,0.75\r\n2,nan,\r\n')).toEqual([
      { run: '', key: 'loss', step: 1, value: 0.5, time: undefined },
      { run: '', key: 'val_loss', step: 1, value: 0.75, time: undefined },
      { run: '', key: 'loss', step: 2, value: Number.NaN, time: undefined },
    ]);
  });

  test('with a line for each point, and times in either form', async () => {
    const given = '\uFEFFrun,key,step,value,time\n1,"a, ""b""\nc",-0,-inf,2023-11-14T22:13:20.000Z\n2,loss,1e3,5e-324,1700000000.5\n';
    const found = await points(given);
    expect(found).toEqual([
      { run: '1', key: 'a, "b"\nc', step: -0, value: -Infinity, time: 1_700_000_000_000 },
      { run: '2', key: 'loss', step: 1000, value: 5e-324, time: 1_700_000_000_500 },
    ]);
  });

  test.each([
    ['', /is empty: a heading was expected/],
    ['loss,acc\n1,2\n', /has no column step, epoch, iteration, global_step.*found loss, acc/],
    ['step,loss\n1\n', /row 2: 2 cells were expected, found 1/],
    ['step,loss\none,2\n', /row 2, column step: a number was expected, found "one"/],
    ['step,loss\n1,2\n2,high\n', /row 3, column loss: a number was expected, found "high"/],
    ['step,loss,time\n1,2,yesterday\n', /row 2, column time: a time in ISO 8601/],
    ['step,"loss\n1,2\n', /ends inside a quoted cell/],
  ])('%j is refused with its place', async (content, message) => {
    await expect(points(content)).rejects.toThrow(message);
  });
});

describe('what is to be imported', () => {
  test('is one run for each folder with event files, all its files together', async () => {
    const event = eventFile([]);
    for (const name of [
      'a/events.out.tfevents.1.host',
      'a/events.out.tfevents.2.host',
      'b/deep/events.out.tfevents.1.host',
      'b/readme.txt',
    ])
      write(name, event);
    expect((await findSources(folder)).map(({ name, files }) => [name, files.length])).toEqual([
      ['a', 2],
      ['b/deep', 1],
    ]);
  });

  test('is refused when it is neither', async () => {
    await expect(findSources(write('notes.txt', ''))).rejects.toThrow(/neither a CSV file nor an event file/);
    await expect(findSources(join(folder, 'absent'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
    await expect(findSources(folder)).rejects.toThrow(/no event files/);
  });
});
