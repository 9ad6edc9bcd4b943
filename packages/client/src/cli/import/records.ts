/**
 * TFRecord: length (uint64), its masked CRC-32C, payload, the payload’s masked CRC-32C, all little-endian. A file that is cut off
 * in its last record, as after a crash, gives all the records before it.
 */
import { open } from 'node:fs/promises';
import { maskedCrc32c } from './crc32c.ts';

const HEADER_BYTES = 12;
const FOOTER_BYTES = 4;
/** No event of a training is longer; a length beyond it is damage. */
const LONGEST_RECORD = 1024 * 1024 * 1024;

/** The payloads in order. Throws an Error that names file and place when a checksum is wrong. */
export async function* readRecords(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (let position = 0; position + HEADER_BYTES <= size; ) {
      const header = await read(position, HEADER_BYTES);
      const view = new DataView(header.buffer, header.byteOffset);
      if (view.getUint32(8, true) !== maskedCrc32c(header.subarray(0, 8))) throw damage(position, 'the checksum of a length is wrong');
      const length = Number(view.getBigUint64(0, true));
      if (length > LONGEST_RECORD) throw damage(position, `a record of ${length} bytes is too long`);
      const end = position + HEADER_BYTES + length + FOOTER_BYTES;
      if (end > size) return;
      const body = await read(position + HEADER_BYTES, length + FOOTER_BYTES);
      const payload = body.subarray(0, length);
      const sum = new DataView(body.buffer, body.byteOffset + length).getUint32(0, true);
      if (sum !== maskedCrc32c(payload)) throw damage(position, 'the checksum of a record is wrong');
      yield payload;
      position = end;
    }
  } finally {
    await file.close();
  }

  async function read(position: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, length, position);
    if (bytesRead < length) throw damage(position, `${length} bytes were expected, ${bytesRead} came`);
    return bytes;
  }

  function damage(position: number, what: string): Error {
    return new Error(`${path} is damaged at byte ${position}: ${what}`);
  }
}
