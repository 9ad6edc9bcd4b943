'use client';
import { useEffect, useRef } from 'react';
import { useQuery, useSubscription } from 'urql';
import { isOver } from '../../charts/prepare/run-status.ts';
import { RunCurvesDocument, RunCurvesGrewDocument } from '../../generated/run.ts';
import type { Run } from './RunHeader.tsx';

/** At most this often are curves asked for again while they grow. */
const quietMs = 300;

/** Curves of a run by key, growing while it runs: each sign of growth asks for the picture at this width again, which is exact and small. */
export function useRunCurves(run: Run, keys: readonly string[], pixels = 800) {
  const live = !isOver(run.status);
  const [{ data, fetching }, ask] = useQuery({
    query: RunCurvesDocument,
    variables: { id: run.id, keys: [...keys], pixels },
    pause: keys.length === 0,
  });
  const [{ data: grown }] = useSubscription({
    query: RunCurvesGrewDocument,
    variables: { id: run.id, keys: [...keys] },
    pause: !live || keys.length === 0,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!grown || timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      ask({ requestPolicy: 'network-only' });
    }, quietMs);
  }, [grown, ask]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!live) return;
    // A lost event loses nothing: the slow way goes on beside the fast one.
    const slow = setInterval(() => ask({ requestPolicy: 'network-only' }), 5_000);
    return () => clearInterval(slow);
  }, [live, ask]);
  return { curves: data?.run?.curves ?? [], fetching };
}
