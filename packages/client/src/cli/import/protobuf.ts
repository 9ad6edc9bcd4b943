/** As much of Protocol Buffers as event files need: the fields of a message, by number and wire type. */
export interface Field {
  readonly number: number;
  /** Fixed fields and lengths give bytes; a varint gives its value. */
  readonly value: Uint8Array | bigint;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** The fields in order. Throws a RangeError when the bytes are no message. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let position = 0;

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[position++];
      if (byte === undefined) throw new RangeError('a message ends inside a number');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('a number is longer than 64 bits');
  }

  function bytes(length: number): Uint8Array {
    if (position + length > message.length) throw new RangeError('a message ends inside a field');
    position += length;
    return message.subarray(position - length, position);
  }

  while (position < message.length) {
    const tag = varint();
    const number = Number(tag >> 3n);
    const wire = Number(tag & 7n);
    if (wire === VARINT) yield { number, value: varint() };
    else if (wire === FIXED64) yield { number, value: bytes(8) };
    else if (wire === BYTES) yield { number, value: bytes(Number(varint())) };
    else if (wire === FIXED32) yield { number, value: bytes(4) };
    else throw new RangeError(`a field has the wire type ${wire}, which is none`);
  }
}

/** Fixed or length-delimited bytes of a field; undefined when it is a varint. */
export function bytesOf({ value }: Field): Uint8Array | undefined {
  return typeof value === 'bigint' ? undefined : value;
}

export function textOf(field: Field): string {
  return new TextDecoder().decode(bytesOf(field));
}

export function doubleOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat64(0, true);
}

export function floatOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat32(0, true);
}
