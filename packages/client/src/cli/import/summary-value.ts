/**
 * One value of a summary of TensorBoard. Each kind comes in two forms: in a field of its own (TensorFlow 1, PyTorch, tensorboardX) and as a tensor
 * (TensorFlow 2). The numbers of fields are those of summary.proto, histogram.proto and tensor.proto of TensorFlow.
 */
import { bytesOf, doubleOf, fieldsOf, floatOf, textOf } from './protobuf.ts';

/** So many values lie from `left` to `right`. */
export type Bin = readonly [left: number, right: number, count: number];

/** What a value is. Pictures are whole files; what is none of these (texts, sounds, tensors) is undefined. */
export type Held =
  | { readonly scalar: number }
  | { readonly pictures: readonly Uint8Array[] }
  | { readonly histogram: readonly Bin[] }
  | undefined;

/** Reads a value with its tag. Throws a RangeError when the bytes are no message. */
export function parseValue(message: Uint8Array): { tag: string; held: Held } {
  let tag = '';
  let held: Held;
  for (const field of fieldsOf(message)) {
    const bytes = bytesOf(field);
    if (field.number === 1) tag = textOf(field);
    else if (bytes === undefined) continue;
    else if (field.number === 2) held = { scalar: floatOf(bytes) };
    else if (field.number === 4) held = pictures([encodedPicture(bytes)]);
    else if (field.number === 5) held = { histogram: binsOfHistogram(bytes) };
    else if (field.number === 8) held = ofTensor(parseTensor(bytes));
  }
  return { tag, held };
}

/** The ending that files of this content have; undefined when it is no picture that is known here. */
export function endingOf(picture: Uint8Array): 'png' | 'jpg' | 'gif' | undefined {
  const begin = Buffer.from(picture.subarray(0, 4)).toString('latin1');
  if (begin === '\x89PNG') return 'png';
  if (begin.startsWith('\xff\xd8\xff')) return 'jpg';
  return begin === 'GIF8' ? 'gif' : undefined;
}

function pictures(found: readonly Uint8Array[]): Held {
  return found.length > 0 && found.every((picture) => endingOf(picture) !== undefined) ? { pictures: found } : undefined;
}

function encodedPicture(message: Uint8Array): Uint8Array {
  const field = [...fieldsOf(message)].findLast(({ number }) => number === 4);
  return (field && bytesOf(field)) ?? new Uint8Array(0);
}

// Bins are told by their right edges; the outermost reach to the infinities, and are cut to what there was.
function binsOfHistogram(message: Uint8Array): Bin[] {
  let [min, max] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const [edges, counts]: number[][] = [[], []];
  for (const field of fieldsOf(message)) {
    const bytes = bytesOf(field);
    if (bytes === undefined) continue;
    if (field.number === 1) min = doubleOf(bytes);
    else if (field.number === 2) max = doubleOf(bytes);
    else if (field.number === 6) edges!.push(...doublesIn(bytes));
    else if (field.number === 7) counts!.push(...doublesIn(bytes));
  }
  return counts!
    .map((count, index): Bin => [Math.max(min, edges![index - 1] ?? min), Math.min(max, edges![index] ?? max), count])
    .filter(([, , count]) => count > 0);
}

const FLOAT = 1n;
const DOUBLE = 2n;
const STRING = 7n;

interface Tensor {
  type: bigint | undefined;
  readonly shape: number[];
  /** tensor_content, float_val or double_val: they hold the same bytes. */
  readonly content: Uint8Array[];
  readonly strings: Uint8Array[];
}

function parseTensor(message: Uint8Array): Tensor {
  const tensor: Tensor = { type: undefined, shape: [], content: [], strings: [] };
  for (const field of fieldsOf(message)) {
    const bytes = bytesOf(field);
    if (field.number === 1 && typeof field.value === 'bigint') tensor.type = field.value;
    else if (bytes === undefined) continue;
    else if (field.number === 2) tensor.shape.push(...shapeIn(bytes));
    else if (field.number === 4 || field.number === 5 || field.number === 6) tensor.content.push(bytes);
    else if (field.number === 8) tensor.strings.push(bytes);
  }
  return tensor;
}

function shapeIn(message: Uint8Array): number[] {
  return [...fieldsOf(message)]
    .filter(({ number }) => number === 2)
    .map((dimension) => {
      const size = [...fieldsOf(bytesOf(dimension)!)].find(({ number }) => number === 1)?.value;
      return typeof size === 'bigint' ? Number(size) : 0;
    });
}

// A scalar has no shape, a histogram one of [bins, 3]; of pictures the first two texts are width and height.
function ofTensor({ type, shape, content, strings }: Tensor): Held {
  if (type === STRING) return shape.length === 1 ? pictures(strings.slice(2)) : undefined;
  if (type !== FLOAT && type !== DOUBLE) return undefined;
  const bytes = Buffer.concat(content);
  const values = type === DOUBLE ? doublesIn(bytes) : floatsIn(bytes);
  if (shape.length === 0) return values.length > 1 ? undefined : { scalar: values[0] ?? 0 };
  if (type !== DOUBLE || shape.length !== 2 || shape[1] !== 3 || values.length !== shape[0]! * 3) return undefined;
  return { histogram: Array.from({ length: shape[0]! }, (_, bin) => values.slice(bin * 3, bin * 3 + 3) as unknown as Bin) };
}

function doublesIn(bytes: Uint8Array): number[] {
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) => doubleOf(bytes.subarray(index * 8)));
}

function floatsIn(bytes: Uint8Array): number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => floatOf(bytes.subarray(index * 4)));
}
