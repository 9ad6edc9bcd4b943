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
  /** A text. */
  readonly other?: boolean;
  /** A picture, as a whole file. */
  readonly picture?: Buffer;
  /** Bins as left edge, right edge and count. */
  readonly bins?: readonly (readonly [number, number, number])[];
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

function message({ tag, step, time, ...what }: EventToWrite): Buffer {
  const wallTime = Buffer.alloc(9);
  wallTime[0] = (1 << 3) | 1;
  wallTime.writeDoubleLE(time, 1);
  return Buffer.concat([
    wallTime,
    varintField(2, BigInt.asUintN(64, BigInt(step))),
    field(5, field(1, Buffer.concat([field(1, Buffer.from(tag)), held(what)]))),
  ]);
}

const [FLOAT, DOUBLE, STRING] = [1n, 2n, 7n];

function held({ value = 0, asTensor, other, picture, bins }: Omit<EventToWrite, 'tag' | 'step' | 'time'>): Buffer {
  if (other) return tensor(STRING, [], [field(8, Buffer.from('hello'))]);
  if (picture)
    return asTensor
      ? tensor(
          STRING,
          [3],
          ['8', '8', picture].map((text) => field(8, Buffer.from(text))),
        )
      : field(4, Buffer.concat([varintField(1, 8n), varintField(2, 8n), field(4, picture)]));
  if (bins)
    return asTensor
      ? tensor(DOUBLE, [bins.length, 3], [field(4, doubles(bins.flat()))])
      : field(
          5,
          Buffer.concat([
            doubleField(1, bins[0]![0]),
            doubleField(2, bins.at(-1)![1]),
            // Edges and counts as the writers have them: an empty bin before, and one that reaches to infinity after.
            field(6, doubles([bins[0]![0], ...bins.slice(0, -1).map(([, right]) => right), Number.MAX_VALUE])),
            field(7, doubles([0, ...bins.map(([, , count]) => count)])),
          ]),
        );
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return asTensor ? tensor(FLOAT, [], [field(4, content)]) : Buffer.concat([Buffer.from([(2 << 3) | 5]), content]);
}

function tensor(type: bigint, shape: readonly number[], content: readonly Buffer[]): Buffer {
  const dimensions = shape.map((size) => field(2, varintField(1, BigInt(size))));
  return field(8, Buffer.concat([varintField(1, type), field(2, Buffer.concat(dimensions)), ...content]));
}

function doubles(values: readonly number[]): Buffer {
  return Buffer.from(Float64Array.from(values).buffer);
}

function doubleField(number: number, value: number): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 1]), doubles([value])]);
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
