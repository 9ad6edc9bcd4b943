import type { Predictions } from '@atelier/ml/evaluation';
import { type Reader, withVersion } from '../datasets/service.ts';

interface OfVersion<Said extends Predictions> {
  readonly versionId: string | null;
  /** Where the samples stand in the version; empty when unknown. */
  readonly rows: Int32Array;
  readonly predictions: Said;
}

/**
 * Predictions with the groups of their samples, where the dataset has groups: works that belong together (one tune, one hand) are
 * no independent evidence, and intervals are then drawn over whole groups. A program may call samples by ids of its own, so rows
 * count before ids.
 */
export async function withGroups<Said extends Predictions>(
  context: Reader,
  { versionId, rows, predictions }: OfVersion<Said>,
): Promise<Said> {
  if (versionId === null) return predictions;
  const groups = await withVersion(context, versionId, (dataset) => {
    if (dataset.groups === undefined) return undefined;
    const rowOf = new Map(rows.length > 0 ? [] : dataset.ids.map((id, row) => [id, row]));
    const groupsOfRows = predictions.ids.map((id, sample) => dataset.groups![rows[sample] ?? rowOf.get(id) ?? -1]);
    return groupsOfRows.every((group) => group !== undefined) ? groupsOfRows : undefined;
  });
  return groups ? { ...predictions, groups } : predictions;
}
