import type { ViewManifest } from './manifest.ts';

type SequenceForm = Pick<ViewManifest, 'features' | 'shape'>;

/** Pitch and duration: by the names of the features, or else two numbers a step. */
export function isNotes({ features, shape }: SequenceForm): boolean {
  if (features !== undefined) return features[0] === 'pitch' && features[1] === 'duration';
  return shape.length === 2 && shape[1] === 2;
}

/** Steps of a pen, right and down, and whether it was lifted: by the names of the features, or else three numbers a step. */
export function isStrokes({ features, shape }: SequenceForm): boolean {
  if (features !== undefined) return features[0] === 'dx' && features[1] === 'dy';
  return shape.length === 2 && shape[1] === 3;
}
