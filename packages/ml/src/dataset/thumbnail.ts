/** Pictures of works, so that people can look at them: pixels as they are, notes as a piano roll, strokes as they were drawn. */
import { DataError } from '../formats/data-error.ts';
import { drawNotes, drawSeries, drawStrokes } from './draw-sequence.ts';
import type { TypedArray, View } from './dataset.ts';
import { isNotes, isStrokes } from './sequence-kind.ts';

export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** `[height, width, channels]`, row-major. */
  readonly pixels: Uint8Array;
}

/** Draws one row. Texts and tables have no picture: undefined. */
export function renderThumbnail(view: View, row: number): Thumbnail | undefined {
  if (!Number.isInteger(row) || row < 0 || row >= view.samples)
    throw new DataError(`${view.name}: expected a row from 0 to ${view.samples - 1}, found ${row}`, { row });
  const { modality, shape } = view.manifest;
  if (modality === 'TEXT' || modality === 'TABULAR') return undefined;
  const values = view.read([row]);
  if (modality === 'IMAGE') return { height: shape[0], width: shape[1], channels: shape[2] as 1 | 3 | 4, pixels: toBytes(values) };
  const steps = view.lengths?.[row] ?? shape[0];
  if (isNotes(view.manifest)) return drawNotes(values, steps, shape[1]);
  if (isStrokes(view.manifest)) return drawStrokes(values, steps, shape[1]);
  return drawSeries(values, steps, shape[1] ?? 1);
}

/** Bytes stay; everything else is stretched from its smallest to its largest value. */
function toBytes(values: TypedArray): Uint8Array {
  if (values instanceof Uint8Array) return values;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return Uint8Array.from(values, (value) => (high > low ? Math.round((255 * (value - low)) / (high - low)) : 0));
}
