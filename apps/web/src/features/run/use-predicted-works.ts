'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { PredictedWorksDocument, type PredictedWorksQuery } from '../../generated/run.ts';
import type { PredictedWork } from './predicted.ts';

export type ShownWork = NonNullable<PredictedWorksQuery['datasetVersion']>['works']['nodes'][number];

/** The works themselves, by row, as far as they have come; none for predictions that name no rows. */
export function usePredictedWorks(version: string | undefined, shown: readonly PredictedWork[]): ReadonlyMap<number, ShownWork> {
  const rows = useMemo(() => shown.flatMap(({ row }) => (row >= 0 ? [row] : [])), [shown]);
  const [{ data }] = useQuery({
    query: PredictedWorksDocument,
    variables: { version: version ?? '', rows, first: rows.length },
    pause: !version || rows.length === 0,
    // Versions never change.
    requestPolicy: 'cache-first',
  });
  return useMemo(() => new Map(data?.datasetVersion?.works.nodes.map((work) => [work.row, work])), [data]);
}
