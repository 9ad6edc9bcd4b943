/** Steps put one after the other: what rows look like at each point, and running rows from one point to another. */
import type { TypedArray, View } from '../dataset/dataset.ts';
import { createRandom } from '../random.ts';
import type { Batch, Form } from './batch.ts';
import type { PlannedStep } from './parse-recipe.ts';

export interface Chain {
  readonly view: View;
  readonly steps: readonly PlannedStep[];
  /** What was fitted, per step. Grows while a recipe is being fitted. */
  readonly states: readonly unknown[];
  /** `forms[i]`: what rows look like before step `i`; one more than steps, the last being what a model gets. */
  readonly forms: readonly Form[];
}

/** Where the chance of augmentation comes from. */
export interface Augmentation {
  readonly seed: number;
  readonly epoch: number;
}

/** Rows in memory at once when a whole part is passed through. */
const PASS_ROWS = 128;

/** What the view itself looks like. */
export function viewForm({ manifest }: Pick<View, 'manifest'>): Form {
  const { modality, shape, columns, vocabularySize } = manifest;
  if (modality === 'TEXT') return { kind: 'texts', modality, shape: [], hasLengths: false };
  if (vocabularySize !== undefined) return { kind: 'tokens', modality, shape, hasLengths: true, vocabulary: vocabularySize };
  const full = modality === 'SEQUENCE' && shape.length === 1 ? [...shape, 1] : shape;
  return {
    kind: 'values',
    modality,
    shape: full,
    hasLengths: manifest.lengths !== undefined,
    ...(columns === undefined ? {} : { columns }),
  };
}

/** The given rows as they are in the view. */
export function readBatch(view: View, form: Form, rows: ArrayLike<number>): Batch {
  const count = rows.length;
  if (form.kind === 'texts') return { kind: 'texts', count, texts: Array.from(rows, (row) => view.text(row)) };
  const data: TypedArray = view.read(rows);
  const lengths = view.lengths === undefined ? undefined : Int32Array.from(rows, (row) => (view.lengths as Int32Array)[row]);
  if (form.kind === 'tokens')
    return { kind: 'tokens', count, data: new Int32Array(data), lengths: lengths ?? new Int32Array(count).fill(form.shape[0]) };
  return { kind: 'values', count, data: new Float64Array(data), ...(lengths === undefined ? {} : { lengths }) };
}

/** The given rows after the first `until` steps; training rows with their augmentation, when one is given. */
export function runChain(chain: Chain, rows: ArrayLike<number>, until: number, augmentation?: Augmentation): Batch {
  let batch = readBatch(chain.view, chain.forms[0], rows);
  chain.steps.slice(0, until).forEach(({ step, options }, index) => {
    if (step.apply !== undefined) batch = step.apply(batch, chain.forms[index], options, chain.states[index]);
    if (step.augment !== undefined && augmentation !== undefined) {
      const { seed, epoch } = augmentation;
      batch = step.augment(batch, chain.forms[index], options, (row) => createRandom(`${seed}/${epoch}/${index}/${rows[row]}`));
    }
  });
  return batch;
}

/** All the given rows after the first `until` steps, a few at a time. */
export function* passThrough(chain: Chain, rows: Uint32Array, until: number): Generator<Batch> {
  for (let from = 0; from < rows.length; from += PASS_ROWS) yield runChain(chain, rows.subarray(from, from + PASS_ROWS), until);
}
