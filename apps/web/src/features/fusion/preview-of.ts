// The fusion that is shown, as the server is asked for it: what it is checked by, and what is copied as a query.
import type { FusionMethod, PreviewFusionQueryVariables } from '../../generated/fusion.ts';
import type { Method, Metric } from './tasks.ts';

interface Shown {
  readonly method: Method;
  readonly metric: Metric;
  readonly weights: readonly number[];
  readonly byFolds: boolean;
}

/** Weights that each fold has of its own are chosen by the server again. */
export function previewOf(
  members: readonly { readonly id: string }[],
  { method, metric, weights, byFolds }: Shown,
): PreviewFusionQueryVariables {
  const asked = { method: method.toUpperCase() as FusionMethod, weightSource: byFolds ? 'FOLDS' : 'HAND' } as const;
  if (byFolds) return { ...asked, metric, members: members.map(({ id }) => ({ run: id })) };
  return { ...asked, members: members.map(({ id }, index) => ({ run: id, weight: weights[index]! })) };
}
