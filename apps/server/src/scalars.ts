// The scalars of the API. Numbers travel packed, and no value is altered on the way: NaN, the infinities and -0 included.
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array;
type NumbersOf<Values extends Numbers> = {
  new (buffer: ArrayBuffer, byteOffset: number, length: number): Values;
  readonly BYTES_PER_ELEMENT: number;
  readonly name: string;
};

export const F64s = packed('F64s', Float64Array, 'Base64 of a little-endian Float64Array.');
export const F32s = packed('F32s', Float32Array, 'Base64 of a little-endian Float32Array.');
export const I32s = packed('I32s', Int32Array, 'Base64 of a little-endian Int32Array.');
export const U8s = packed('U8s', Uint8Array, 'Base64 of bytes.');

const NOT_IN_JSON = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

export const Float64 = new GraphQLScalarType<number, number | string>({
  name: 'Float64',
  description: 'A float64 that may be NaN or infinite: a number, or the strings "NaN", "Infinity", "-Infinity", "-0".',
  serialize: (value) => inJson(Number(value)),
  parseValue: float64,
  parseLiteral: (node) => float64(node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : valueFromASTUntyped(node)),
});

export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value. NaN, Infinity, -Infinity and -0 travel as the strings "NaN", "Infinity", "-Infinity", "-0".',
  serialize: (value) => toJson(value),
  parseValue: (value) => value,
  parseLiteral: (node, variables) => literal(node, variables ?? {}),
});

const ISO_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment in ISO 8601 with its time zone, such as 2026-11-24T20:15:00.000Z.',
  serialize: (value) => new Date(value as Date | string | number).toISOString(),
  parseValue: (value) => {
    const time = typeof value === 'string' && ISO_TIME.test(value) ? new Date(value) : undefined;
    if (time === undefined || Number.isNaN(time.getTime()))
      throw new GraphQLError(`DateTime requires ISO 8601 with a time zone, got ${excerpt(value)}`);
    return time;
  },
});

function float64(value: unknown): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? NOT_IN_JSON.get(value) : undefined;
  if (number === undefined)
    throw new GraphQLError(`Float64 requires a number or one of "NaN", "Infinity", "-Infinity", "-0", got ${excerpt(value)}`);
  return number;
}

function packed<Values extends Numbers>(name: string, type: NumbersOf<Values>, description: string): GraphQLScalarType<Values, string> {
  const parseValue = (value: unknown): Values => {
    if (typeof value !== 'string') throw new GraphQLError(`${name} requires base64 in a string, got ${excerpt(value)}`);
    const bytes = Buffer.from(value, 'base64');
    // Node passes over what is no base64, and then there are fewer bytes than letters ask for.
    if (bytes.length !== bytesIn(value)) throw new GraphQLError(`${name} requires base64, got ${excerpt(value)}`);
    if (bytes.length % type.BYTES_PER_ELEMENT !== 0) {
      throw new GraphQLError(`${name} requires a multiple of ${type.BYTES_PER_ELEMENT} bytes, got ${bytes.length}`);
    }
    const isAligned = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0;
    const { buffer, byteOffset } = isAligned ? bytes : Uint8Array.from(bytes);
    return new type(buffer as ArrayBuffer, byteOffset, bytes.length / type.BYTES_PER_ELEMENT);
  };
  return new GraphQLScalarType<Values, string>({
    name,
    description,
    serialize: (value) => {
      const numbers = value as Numbers;
      return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
    },
    parseValue,
    parseLiteral: (node) => parseValue(valueFromASTUntyped(node)),
  });
}

// The padding is optional, as anywhere. One letter alone is no byte.
function bytesIn(base64: string): number {
  let { length } = base64;
  while (length > 0 && base64.length - length < 2 && base64[length - 1] === '=') length -= 1;
  return length % 4 === 1 ? -1 : Math.floor((length * 3) / 4);
}

function inJson(value: number): number | string {
  if (Object.is(value, -0)) return '-0';
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  return value;
}

function toJson(value: unknown): unknown {
  if (typeof value === 'number') return inJson(value);
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  // A key such as __proto__ is data: it must become an own property, not a prototype.
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
}

function literal(node: ValueNode, variables: Record<string, unknown>): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.LIST:
      return node.values.map((entry) => literal(entry, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((field) => [field.name.value, literal(field.value, variables)]));
    default:
      return valueFromASTUntyped(node);
  }
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
