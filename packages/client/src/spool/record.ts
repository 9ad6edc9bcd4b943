/**
 * The framing of a spool file: records of `magic · length · sequence · CRC-32 · payload`, all little-endian uint32. The CRC
 * covers length, sequence and payload, so that a damaged record is never taken for a whole one; the magic number lets a
 * reader find the next record behind a damaged one.
 */
import { crc32 } from './crc32.ts';

const MAGIC = 0x52_4c_54_41; // "ATLR"
const MAGIC_BYTES = Buffer.from('ATLR');
export const HEADER_BYTES = 16;
/** Longer records are not written and not believed. */
export const LONGEST_PAYLOAD = 64 * 1024 * 1024;

export interface SpoolRecord {
  /** Position of the record among those of its file: with the file's writer it names one write for ever. */
  readonly sequence: number;
  readonly payload: Buffer;
}

/** One record as it lies in the file. Throws a RangeError when the payload is too long. */
export function frame(sequence: number, payload: Uint8Array): Buffer {
  if (payload.length > LONGEST_PAYLOAD)
    throw new RangeError(`a spool record holds at most ${LONGEST_PAYLOAD} bytes, got ${payload.length}`);
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  bytes.writeUInt32LE(MAGIC, 0);
  bytes.writeUInt32LE(payload.length, 4);
  bytes.writeUInt32LE(sequence, 8);
  bytes.set(payload, HEADER_BYTES);
  bytes.writeUInt32LE(checksum(bytes), 12);
  return bytes;
}

/** What lies at the start of some bytes of a spool file. */
export type Found =
  | { readonly found: 'record'; readonly record: SpoolRecord; readonly bytes: number }
  /** More bytes are needed to say; `need` bytes in all would do. */
  | { readonly found: 'partial'; readonly need: number }
  /** Not a whole record; the next one can start `skip` bytes further at the earliest. */
  | { readonly found: 'damage'; readonly skip: number };

export function readRecord(bytes: Buffer): Found {
  if (bytes.length < HEADER_BYTES) {
    const known = Math.min(bytes.length, MAGIC_BYTES.length);
    return bytes.subarray(0, known).equals(MAGIC_BYTES.subarray(0, known)) ? { found: 'partial', need: HEADER_BYTES } : damage(bytes);
  }
  if (bytes.readUInt32LE(0) !== MAGIC) return damage(bytes);
  const length = bytes.readUInt32LE(4);
  if (length > LONGEST_PAYLOAD) return damage(bytes);
  const end = HEADER_BYTES + length;
  if (bytes.length < end) return { found: 'partial', need: end };
  const whole = bytes.subarray(0, end);
  if (whole.readUInt32LE(12) !== checksum(whole)) return damage(bytes);
  return { found: 'record', record: { sequence: whole.readUInt32LE(8), payload: whole.subarray(HEADER_BYTES) }, bytes: end };
}

function damage(bytes: Buffer): Found {
  const next = bytes.indexOf(MAGIC_BYTES, 1);
  return { found: 'damage', skip: next >= 0 ? next : Math.max(1, bytes.length - MAGIC_BYTES.length + 1) };
}

function checksum(record: Buffer): number {
  return crc32(record.subarray(HEADER_BYTES), crc32(record.subarray(4, 12)));
}
