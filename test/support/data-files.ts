/** Small files as people drop them, made in memory. */
import { crc32, deflateRawSync } from 'node:zlib';

/** A `.npy` of version 1.0. */
export function npyBytes(descr: string, shape: readonly number[], data: Uint8Array): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const header = Buffer.from(`{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }\n`, 'latin1');
  const start = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1');
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([start, header, data]);
}

export interface ZipOptions {
  /** Unix file type and permissions of every member; default: a regular file. */
  readonly mode?: number;
  /** Instead of the real sizes and checksums in the central directory. */
  readonly claim?: { readonly bytes?: number; readonly checksum?: number };
  readonly flags?: number;
  readonly store?: boolean;
}

/** A zip of these members, in their order. A list lets a name come twice. */
export function zipOf(
  members: Readonly<Record<string, Uint8Array>> | readonly (readonly [string, Uint8Array])[],
  options: ZipOptions = {},
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  const list = Array.isArray(members) ? (members as [string, Uint8Array][]) : Object.entries(members as Record<string, Uint8Array>);
  for (const [name, content] of list) {
    const path = Buffer.from(name);
    const packed = options.store ? Buffer.from(content) : deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(options.flags ?? 0, 2);
    fields.writeUInt16LE(options.store ? 0 : 8, 4);
    fields.writeUInt32LE(options.claim?.checksum ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(options.claim?.bytes ?? content.length, 18);
    fields.writeUInt16LE(path.length, 22);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), fields, path, packed);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(((options.mode ?? 0o100644) << 16) >>> 0, 6);
    end.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, end, path);
    offset += 30 + path.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(list.length, 4);
  end.writeUInt16LE(list.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
