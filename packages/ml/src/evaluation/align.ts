/** Brings predictions of several models into the same order of samples, or says why they cannot be. */
import { DataError } from '../formats/data-error.ts';
import { checkPredictions } from './check-predictions.ts';
import type { Predictions } from './predictions.ts';

const SHOWN = 5;

/**
 * Returns the members in the order of the first one's samples. Throws a `DataError` that names the two members when splits, parts,
 * tasks, classes or true labels differ, and the samples that one of them lacks.
 */
export function alignPredictions<Members extends readonly Predictions[]>(members: Members): { [Index in keyof Members]: Members[Index] } {
  members.forEach((member) => checkPredictions(member));
  const [first, ...rest] = members;
  return [first, ...rest.map((member, index) => alignTo(first, member, nameOf(first, 0), nameOf(member, index + 1)))] as unknown as {
    [Index in keyof Members]: Members[Index];
  };
}

export function nameOf(member: Predictions, index: number): string {
  return member.name ?? `member ${index + 1}`;
}

function alignTo(first: Predictions, member: Predictions, firstName: string, name: string): Predictions {
  const same = (what: string, one: unknown, other: unknown): void => {
    if (one !== undefined && other !== undefined && one !== other)
      throw new DataError(`expected ${firstName} and ${name} of the same ${what}, found ${one} and ${other}`, { member: name });
  };
  same('split', first.split, member.split);
  same('part', first.part, member.part);
  same('fold', first.fold, member.fold);
  same('task', first.task, member.task);
  same('classes', classesOf(first), classesOf(member));
  const isInOrder = member.ids.length === first.ids.length && member.ids.every((id, row) => id === first.ids[row]);
  const aligned = isInOrder ? member : reorder(member, rowsAs(first, member, firstName, name));
  const differs = aligned.truth.findIndex(
    (value, at) => value !== first.truth[at] && !(Number.isNaN(value) && Number.isNaN(first.truth[at])),
  );
  if (differs !== -1) {
    const id = first.ids[Math.floor(differs / (first.truth.length / first.ids.length))];
    throw new DataError(
      `expected ${firstName} and ${name} with the same truth, found ${first.truth[differs]} and ${aligned.truth[differs]} for ${JSON.stringify(id)}`,
      { member: name },
    );
  }
  return aligned;
}

/** Where the member has each sample of the first. */
function rowsAs(first: Predictions, member: Predictions, firstName: string, name: string): Uint32Array {
  const rowOf = new Map(member.ids.map((id, row) => [id, row]));
  refuseMissing(
    first.ids.filter((id) => !rowOf.has(id)),
    name,
    firstName,
  );
  const known = new Set(first.ids);
  refuseMissing(
    member.ids.filter((id) => !known.has(id)),
    firstName,
    name,
  );
  return Uint32Array.from(first.ids, (id) => rowOf.get(id) as number);
}

/** Classes or number of outputs, to be held against another's. */
export function classesOf(predictions: Predictions): string {
  return predictions.task === 'regression' ? `${predictions.outputs} outputs` : predictions.classes.join(', ');
}

function refuseMissing(ids: readonly string[], without: string, having: string): void {
  if (ids.length === 0) return;
  const shown = ids
    .slice(0, SHOWN)
    .map((id) => JSON.stringify(id))
    .join(', ');
  throw new DataError(
    `expected ${without} to have predicted every sample of ${having}, found ${ids.length} missing: ${shown}${ids.length > SHOWN ? ', …' : ''}`,
    { member: without },
  );
}

function reorder(predictions: Predictions, rows: Uint32Array): Predictions {
  const { groups } = predictions;
  const origin = {
    ids: Array.from(rows, (row) => predictions.ids[row]),
    ...(groups === undefined ? {} : { groups: Array.from(rows, (row) => groups[row]) }),
  };
  const scores = pick(predictions.scores, rows, new Float32Array(predictions.scores.length));
  switch (predictions.task) {
    case 'regression':
      return { ...predictions, ...origin, scores, truth: pick(predictions.truth, rows, new Float64Array(predictions.truth.length)) };
    case 'multilabel':
      return { ...predictions, ...origin, scores, truth: pick(predictions.truth, rows, new Uint8Array(predictions.truth.length)) };
    default:
      return { ...predictions, ...origin, scores, truth: pick(predictions.truth, rows, new Int32Array(predictions.truth.length)) };
  }
}

function pick<Data extends Float32Array | Float64Array | Int32Array | Uint8Array>(data: Data, rows: Uint32Array, into: Data): Data {
  const width = data.length / rows.length;
  rows.forEach((row, index) => {
    for (let column = 0; column < width; column++) into[index * width + column] = data[row * width + column];
  });
  return into;
}
