'use client';
import { useEffect, useMemo, useRef } from 'react';
import { useQuery, useSubscription } from 'urql';
import type { FigureQuery } from '../../charts/draw/Figure.tsx';
import { axisArguments } from '../../charts/prepare/curve-view.ts';
import type { PackedCurve, XAxis } from '../../charts/prepare/curves.ts';
import { isOver } from '../../charts/prepare/run-status.ts';
import { RunCurvesDocument, RunCurvesGrewDocument } from '../../generated/run.ts';
import type { Run } from './RunHeader.tsx';

/** At most this often are curves asked for again while they grow. */
const quietMs = 300;
const slowMs = 5_000;

interface Wanted {
  pixels?: number;
  axis?: XAxis;
  /** What part of the axis is looked at: the points there come at full detail. */
  zoom?: readonly [number, number] | undefined;
}

const none: readonly PackedCurve[] = [];

/** Curves of a run by key, growing while it runs: each sign of growth asks for the picture at this width again, which is exact and small. */
export function useRunCurves(run: Run, keys: readonly string[], { pixels = 800, axis = 'step', zoom }: Wanted = {}) {
  const live = !isOver(run.status);
  const variables = useMemo(
    () => ({ id: run.id, keys: [...keys], x: axisArguments[axis], pixels, ...rangeOf(zoom, axis) }),
    [run.id, keys, pixels, zoom, axis],
  );
  const [{ data, fetching }, ask] = useQuery({ query: RunCurvesDocument, variables, pause: keys.length === 0 });
  const [{ data: grown }] = useSubscription({
    query: RunCurvesGrewDocument,
    variables: { id: run.id, keys: [...keys] },
    pause: !live || keys.length === 0,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const askedAt = useRef(0);
  useEffect(() => {
    if (!grown || timer.current) return;
    // After a pause at once: a point that comes alone is to be seen alone.
    const waitMs = Math.max(0, askedAt.current + quietMs - Date.now());
    timer.current = setTimeout(() => {
      timer.current = undefined;
      askedAt.current = Date.now();
      ask({ requestPolicy: 'network-only' });
    }, waitMs);
  }, [grown, ask]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const wasLive = useRef(live);
  useEffect(() => {
    // The last points come with the end, when nothing grows any more.
    if (wasLive.current && !live) ask({ requestPolicy: 'network-only' });
    wasLive.current = live;
  }, [live, ask]);
  useEffect(() => {
    if (!live) return;
    // A lost event loses nothing: the slow way goes on beside the fast one.
    const slow = setInterval(() => ask({ requestPolicy: 'network-only' }), slowMs);
    return () => clearInterval(slow);
  }, [live, ask]);
  const query: FigureQuery = { document: RunCurvesDocument, variables };
  return { curves: data?.run?.curves ?? none, fetching, query };
}

/** The API counts the two axes of time in milliseconds, a chart in seconds. */
function rangeOf(zoom: readonly [number, number] | undefined, axis: XAxis): { from?: number; to?: number } {
  if (!zoom) return {};
  const unit = axis === 'relative' || axis === 'time' ? 1000 : 1;
  return { from: zoom[0] * unit, to: zoom[1] * unit };
}
