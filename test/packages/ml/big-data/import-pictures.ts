/** A program of its own, so that its peak of memory is its own: a zip of many pictures in class folders becomes a dataset. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { importFiles } from '@atelier/ml/dataset';
import sharp from 'sharp';

const SIDE = 24;
const [folder, countText] = process.argv.slice(2);
const count = Number(countText);

/** Stored, not packed, with the directory of zip64, which more than 65,535 members need. */
async function writeArchive(path: string): Promise<number> {
  const descriptor = openSync(path, 'wx');
  const central: Buffer[] = [];
  let offset = 0;
  const write = (bytes: Uint8Array): void => {
    offset += writeSync(descriptor, bytes);
  };
  for (let index = 0; index < count; index++) {
    const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => (at * 31 + index * 7 + (index >> 8)) % 256);
    const content = await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .png()
      .toBuffer();
    const name = Buffer.from(`class_${index % 5}/picture_${index}.png`);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(45, 0);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x2d\x03', 'latin1'), fields, rest, name]));
    write(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, content]));
  }
  const start = offset;
  for (const entry of central) write(entry);
  const size = offset - start;
  const end64 = Buffer.alloc(56 + 20);
  end64.write('PK\x06\x06', 0, 'latin1');
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(45, 12);
  end64.writeUInt16LE(45, 14);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(size), 40);
  end64.writeBigUInt64LE(BigInt(start), 48);
  end64.write('PK\x06\x07', 56, 'latin1');
  end64.writeBigUInt64LE(BigInt(start + size), 64);
  end64.writeUInt32LE(1, 72);
  write(end64);
  const end = Buffer.alloc(22, 0xff);
  end.write('PK\x05\x06', 0, 'latin1');
  end.fill(0, 4, 8);
  end.fill(0, 20);
  write(end);
  closeSync(descriptor);
  return offset;
}

const path = join(folder, 'pictures.zip');
const archiveBytes = await writeArchive(path);
const before = process.memoryUsage().rss;
const { manifest } = await importFiles([{ name: 'pictures.zip', path }], { folder: join(folder, 'version') });
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  `${JSON.stringify({ samples: manifest.samples, counts: manifest.label?.kind === 'multiclass' ? manifest.label.counts : [], archiveBytes, before, peakBytes })}\n`,
);
