/**
 * Event files of TensorBoard. Scalars come in two forms: as `simple_value` (TensorFlow 1, PyTorch, tensorboardX) and as a
 * tensor with one element (TensorFlow 2). The numbers of fields are those of event.proto, summary.proto and tensor.proto of TensorFlow.
 */
import { bytesOf, doubleOf, fieldsOf, floatOf, textOf } from './protobuf.ts';
import { readRecords } from './records.ts';

export interface Scalar {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** What an event file holds, one by one: scalars, and the tags of what is none (pictures, histograms, texts). */
export type Found = { readonly scalar: Scalar } | { readonly other: string };

/** Reads an event file. Throws an Error that names file and place when it is damaged. */
export async function* readEvents(path: string): AsyncGenerator<Found> {
  for await (const record of readRecords(path)) {
    let event: Event;
    try {
      event = parseEvent(record);
    } catch (error) {
      throw new Error(`${path} holds a record that is no event: ${(error as Error).message}`);
    }
    for (const { tag, value } of event.summaries)
      yield value === undefined ? { other: tag } : { scalar: { tag, step: event.step, value, time: event.wallTime * 1000 } };
  }
}

/** Whether a file name is one that event files have. */
export function isEventFile(name: string): boolean {
  return /(^|\/)[^/]*\.tfevents\.[^/]*$/.test(name.replaceAll('\\', '/'));
}

interface Event {
  wallTime: number;
  step: number;
  summaries: { tag: string; value: number | undefined }[];
}

function parseEvent(message: Uint8Array): Event {
  const event: Event = { wallTime: 0, step: 0, summaries: [] };
  for (const field of fieldsOf(message)) {
    const bytes = bytesOf(field);
    if (field.number === 1 && bytes !== undefined) event.wallTime = doubleOf(bytes);
    else if (field.number === 2 && typeof field.value === 'bigint') event.step = Number(BigInt.asIntN(64, field.value));
    else if (field.number === 5 && bytes !== undefined)
      for (const inner of fieldsOf(bytes)) if (inner.number === 1) event.summaries.push(parseSummary(bytesOf(inner)!));
  }
  return event;
}

function parseSummary(message: Uint8Array): { tag: string; value: number | undefined } {
  let tag = '';
  let value: number | undefined;
  for (const field of fieldsOf(message)) {
    const bytes = bytesOf(field);
    if (field.number === 1) tag = textOf(field);
    else if (field.number === 2 && bytes !== undefined) value = floatOf(bytes);
    else if (field.number === 8 && bytes !== undefined) value = parseTensor(bytes);
  }
  return { tag, value };
}

const FLOAT = 1n;
const DOUBLE = 2n;

/** The one element of a tensor of floats or doubles without dimensions; undefined for any other. */
function parseTensor(message: Uint8Array): number | undefined {
  let type: bigint | undefined;
  let isScalar = true;
  let content: Uint8Array | undefined;
  for (const field of fieldsOf(message)) {
    const bytes = bytesOf(field);
    if (field.number === 1 && typeof field.value === 'bigint') type = field.value;
    // The shape: a field 2 in it is a dimension.
    else if (field.number === 2 && bytes !== undefined) isScalar = [...fieldsOf(bytes)].every(({ number }) => number !== 2);
    // tensor_content, float_val and double_val all hold the bytes of the one element.
    else if ((field.number === 4 || field.number === 5 || field.number === 6) && bytes !== undefined && bytes.length > 0) content = bytes;
  }
  if (!isScalar) return undefined;
  if (type === FLOAT && (content === undefined || content.length === 4)) return content === undefined ? 0 : floatOf(content);
  if (type === DOUBLE && (content === undefined || content.length === 8)) return content === undefined ? 0 : doubleOf(content);
  return undefined;
}
