/** What passes from step to step: some rows in one of three forms. Doubles throughout, so that no step rounds what the next one needs. */
import type { Modality, TableColumn } from '../dataset/manifest.ts';

export type Batch = ValueBatch | TokenBatch | TextBatch;

export interface ValueBatch {
  readonly kind: 'values';
  readonly count: number;
  /** `[count, ...shape]`, row-major; NaN where a value is missing. */
  readonly data: Float64Array;
  /** Sequences: valid steps of each row; what lies after them is padding. */
  readonly lengths?: Int32Array;
}

export interface TokenBatch {
  readonly kind: 'tokens';
  readonly count: number;
  /** `[count, steps]`; 0 is padding. */
  readonly data: Int32Array;
  readonly lengths: Int32Array;
}

export interface TextBatch {
  readonly kind: 'texts';
  readonly count: number;
  readonly texts: readonly string[];
}

/** What every row of a batch looks like at one point of a recipe. */
export interface Form {
  readonly kind: Batch['kind'];
  readonly modality: Modality;
  /** Of one row; texts have none. */
  readonly shape: readonly number[];
  /** Rows have lengths of their own, padded to `shape[0]`. */
  readonly hasLengths: boolean;
  /** Kind `tokens`: indices run from 0 to `vocabulary − 1`. */
  readonly vocabulary?: number;
  /** Kind `tokens`: index 1 stands for whatever the training part did not have. */
  readonly hasUnknown?: boolean;
  /** Tables: what each column holds. */
  readonly columns?: readonly TableColumn[];
}

/** Elements of one row. */
export function rowSize(form: Pick<Form, 'shape'>): number {
  return form.shape.reduce((product, length) => product * length, 1);
}

/** The valid steps of a row of a sequence, all of them where rows have no lengths; 1 for what is no sequence. */
export function validSteps(form: Form, batch: ValueBatch, row: number): number {
  return batch.lengths?.[row] ?? (form.modality === 'SEQUENCE' ? form.shape[0] : 1);
}

/** How many values one step of a sequence has, or a pixel, or a row of a table: the last dimension. */
export function featureCount(form: Form): number {
  return form.shape.at(-1) ?? 1;
}

/** Calls `visit` with the position in `data` and the feature of every value that is not padding. */
export function eachValue(form: Form, batch: ValueBatch, visit: (position: number, feature: number) => void): void {
  const size = rowSize(form);
  const features = featureCount(form);
  for (let row = 0; row < batch.count; row++) {
    const used = form.modality === 'SEQUENCE' ? validSteps(form, batch, row) * features : size;
    for (let index = 0; index < used; index++) visit(row * size + index, index % features);
  }
}
