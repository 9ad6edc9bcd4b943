'use client';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { type Part, RunEvaluationDocument } from '../../generated/run.ts';
import type { Run } from './RunHeader.tsx';

/** The evaluation of a run on a part; asked for again when the run comes to its end, which is when it is made. */
export function useEvaluation({ id, status }: Run, part: Part) {
  const [{ data, error, fetching }, ask] = useQuery({ query: RunEvaluationDocument, variables: { id, part } });
  useEffect(() => {
    if (status === 'FINISHED') ask({ requestPolicy: 'network-only' });
  }, [status, ask]);
  return { evaluation: data?.run?.evaluation, error, fetching };
}
