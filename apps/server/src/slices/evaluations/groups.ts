import type { Predictions } from '@atelier/ml/evaluation';
import { type Reader, withVersion } from '../datasets/service.ts';

/**
 * Predictions with the groups of their samples, where the dataset has groups: works that belong together (one tune, one hand) are
 * no independent evidence, and intervals are then drawn over whole groups.
 */
export async function withGroups<Said extends Predictions>(context: Reader, versionId: string | null, predictions: Said): Promise<Said> {
  if (versionId === null) return predictions;
  const groups = await withVersion(context, versionId, (dataset) => {
    if (dataset.groups === undefined) return undefined;
    const rowOf = new Map(dataset.ids.map((id, row) => [id, row]));
    const rows = predictions.ids.map((id) => rowOf.get(id));
    return rows.every((row) => row !== undefined) ? rows.map((row) => dataset.groups![row]!) : undefined;
  });
  return groups ? { ...predictions, groups } : predictions;
}
