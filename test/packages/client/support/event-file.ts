// Event files of TensorBoard, written by the book: what the reader is held to besides files of the real writers.
import { maskedCrc32c } from '../../../../packages/client/src/cli/import/crc32c.ts';

export interface EventToWrite {
  readonly tag: string;
  readonly step: number;
  /** Seconds since 1970. */
  readonly time: number;
  readonly value?: number;
  /** Writes it as TensorFlow 2 does, as a tensor. */
  readonly asTensor?: boolean;
  /** Something that is no scalar. */
  readonly other?: boolean;
}

export function eventFile(events: readonly EventToWrite[]): Buffer {
  return Buffer.concat([record(field(3, Buffer.from('brain.Event:2'))), ...events.map((event) => record(message(event)))]);
}

/** One TFRecord. */
export function record(payload: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(payload.length));
  return Buffer.concat([length, sum(length), payload, sum(payload)]);
}

function sum(bytes: Buffer): Buffer {
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(maskedCrc32c(bytes));
  return crc;
}

function message({ tag, step, time, value = 0, asTensor, other }: EventToWrite): Buffer {
  const wallTime = Buffer.alloc(9);
  wallTime[0] = (1 << 3) | 1;
  wallTime.writeDoubleLE(time, 1);
  const simple = Buffer.alloc(5);
  simple[0] = (2 << 3) | 5;
  simple.writeFloatLE(value, 1);
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  const tensor = Buffer.concat([varintField(1, 1n), field(2, Buffer.alloc(0)), field(4, content)]);
  const what = other ? field(4, Buffer.from('png')) : asTensor ? field(8, tensor) : simple;
  return Buffer.concat([
    wallTime,
    varintField(2, BigInt.asUintN(64, BigInt(step))),
    field(5, field(1, Buffer.concat([field(1, Buffer.from(tag)), what]))),
  ]);
}

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint(BigInt((number << 3) | 2)), varint(BigInt(bytes.length)), bytes]);
}

function varintField(number: number, value: bigint): Buffer {
  return Buffer.concat([varint(BigInt(number << 3)), varint(value)]);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  do {
    bytes.push(Number(value & 0x7fn) | (value > 0x7fn ? 0x80 : 0));
    value >>= 7n;
  } while (value > 0n);
  return Buffer.from(bytes);
}
