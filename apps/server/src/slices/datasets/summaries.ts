// What a version's columns hold, counted from the files themselves.
import type { ViewManifest } from '@atelier/ml/dataset';
import { type Reader, withVersion } from './versions.ts';

const EXAMPLES = 5;

/** Shortest, median and longest sequence of a view, in steps; null for other views. */
export function summariseLengths(
  context: Reader,
  versionId: string,
  { name, modality, shape }: ViewManifest,
): Promise<{ min: number; median: number; max: number } | null> | null {
  if (modality !== 'SEQUENCE') return null;
  return withVersion(context, versionId, (dataset) => {
    const { lengths, samples } = dataset.view(name);
    const [steps = 0] = shape;
    if (lengths === undefined || samples === 0) return { min: steps, median: steps, max: steps };
    const sorted = lengths.slice().sort();
    const at = (position: number): number => sorted[position] ?? 0;
    return { min: at(0), median: (at((samples - 1) >> 1) + at(samples >> 1)) / 2, max: at(samples - 1) };
  });
}

/** The first few different values of a metadata column, as text. */
export function describeColumn(context: Reader, versionId: string, column: string): Promise<string[]> {
  return withVersion(context, versionId, (dataset) => {
    const seen = new Set<string>();
    for (const value of dataset.metadata(column)) {
      if (value !== null) seen.add(String(value));
      if (seen.size === EXAMPLES) break;
    }
    return [...seen];
  });
}
