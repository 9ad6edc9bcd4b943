// A row as `previewRecipe` gives it, and what it looks like to a person.
import { sequenceKind } from '../../charts/prepare/sequence.ts';
import { number } from '../../lib/format.ts';
import { float64 } from '../../lib/packed.ts';

export interface ValueRow {
  readonly kind: 'values' | 'tokens';
  readonly shape: readonly number[];
  readonly data: readonly (number | string | null)[];
  /** Sequences: valid steps; what lies after them is padding. */
  readonly length?: number;
  /** Tokens: what each valid one says, where that is known. */
  readonly words?: readonly string[];
}

export type PreviewRow = ValueRow | { readonly kind: 'texts'; readonly text: string };

/** How to show a row: read it, look at it, or hear of it in numbers. */
export type Look = 'words' | 'tokens' | 'numbers' | 'picture' | 'notes' | 'strokes' | 'strip';

export function lookOf(row: PreviewRow): Look {
  if (row.kind === 'texts') return 'words';
  if (row.kind === 'tokens') return 'tokens';
  if (row.shape.length === 3) return 'picture';
  if (row.shape.length < 2) return 'numbers';
  const kind = sequenceKind(stepsOf(row));
  return kind === 'numbers' ? 'strip' : kind;
}

/** The valid steps of a sequence. */
export function stepsOf(row: PreviewRow): number[][] {
  if (row.kind === 'texts') return [];
  const [steps = 0, features = 1] = row.shape;
  const values = row.data.slice(0, (row.length ?? steps) * features).map(float64);
  return Array.from({ length: Math.floor(values.length / features) }, (_, step) => values.slice(step * features, (step + 1) * features));
}

export function valuesOf(row: ValueRow): Float64Array {
  return Float64Array.from(row.data, (value) => float64(value));
}

const mostNumbers = 24;

/** A row of a table in words; of a long one those values that are not zero, by their place from 1. */
export function numbersText(values: Float64Array): string {
  if (values.length <= mostNumbers) return Array.from(values, (value) => number(value)).join(' · ');
  const places = Array.from(values.keys()).filter((place) => values[place] !== 0);
  const zeros = values.length - places.length;
  const shown = places.slice(0, mostNumbers).map((place) => `${place + 1}: ${number(values[place])}`);
  const left = places.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : []), ...(zeros > 0 ? [`zero in the other ${zeros}`] : [])].join(' · ');
}
