// Event files of TensorBoard. The numbers of fields are those of event.proto of TensorFlow.
import { bytesOf, doubleOf, fieldsOf } from './protobuf.ts';
import { readRecords } from './records.ts';
import { type Bin, type Held, parseValue } from './summary-value.ts';

/** Where and when something was written down. */
export interface Place {
  readonly tag: string;
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface Scalar extends Place {
  readonly value: number;
}

/** What an event file holds, one by one: scalars, pictures, histograms, and the tags of what is none of them (texts, sounds). */
export type Found =
  | { readonly scalar: Scalar }
  | { readonly pictures: readonly Uint8Array[]; readonly at: Place }
  | { readonly histogram: readonly Bin[]; readonly at: Place }
  | { readonly other: string };

/** Reads an event file. Throws an Error that names file and place when it is damaged. */
export async function* readEvents(path: string): AsyncGenerator<Found> {
  for await (const record of readRecords(path)) {
    let event: Event;
    try {
      event = parseEvent(record);
    } catch (error) {
      throw new Error(`${path} holds a record that is no event: ${(error as Error).message}`);
    }
    for (const { tag, held } of event.values) {
      const at = { tag, step: event.step, time: event.wallTime * 1000 };
      if (held === undefined) yield { other: tag };
      else yield 'scalar' in held ? { scalar: { ...at, value: held.scalar } } : { ...held, at };
    }
  }
}

/** Whether a file name is one that event files have. */
export function isEventFile(name: string): boolean {
  return /(^|\/)[^/]*\.tfevents\.[^/]*$/.test(name.replaceAll('\\', '/'));
}

interface Event {
  wallTime: number;
  step: number;
  values: { tag: string; held: Held }[];
}

function parseEvent(message: Uint8Array): Event {
  const event: Event = { wallTime: 0, step: 0, values: [] };
  for (const field of fieldsOf(message)) {
    const bytes = bytesOf(field);
    if (field.number === 1 && bytes !== undefined) event.wallTime = doubleOf(bytes);
    else if (field.number === 2 && typeof field.value === 'bigint') event.step = Number(BigInt.asIntN(64, field.value));
    else if (field.number === 5 && bytes !== undefined)
      for (const inner of fieldsOf(bytes)) if (inner.number === 1) event.values.push(parseValue(bytesOf(inner)!));
  }
  return event;
}
