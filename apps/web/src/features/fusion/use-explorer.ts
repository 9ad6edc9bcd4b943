'use client';
import type { FusionMethod } from '@atelier/ml/fusion';
import { useMemo, useState } from 'react';
import { lineThrough } from './line-through.ts';
import type { Metric, Parts, Question } from './questions.ts';
import { useFusionWorker, useLatest } from './use-fusion-worker.ts';

export type Asking<Ask extends Question['ask']> = Extract<Question, { ask: Ask }>;

/** What is chosen, and what follows from it. One worker keeps step with the hand, the other thinks about what takes longer. */
export function useExplorer(parts: Parts) {
  const count = parts.test.members.length;
  const [method, setMethod] = useState<FusionMethod>('weighted');
  const [metric, setMetric] = useState<Metric>('accuracy');
  const [byHand, setByHand] = useState<readonly number[]>();
  const [followed, setFollowed] = useState(0);
  const [problem, setProblem] = useState<string>();
  const frames = useFusionWorker(parts);
  const thoughts = useFusionWorker(parts);

  const members = useLatest(
    frames,
    useMemo<Asking<'members'>>(() => ({ ask: 'members' }), []),
    { onProblem: setProblem },
  );
  const chosen = useLatest(
    thoughts,
    useMemo<Asking<'choose'>>(() => ({ ask: 'choose', metric, method }), [metric, method]),
  );
  const even = useMemo(() => new Array<number>(count).fill(1 / count), [count]);
  const weights = byHand ?? chosen?.weights ?? even;
  const fused = useLatest(
    frames,
    useMemo<Asking<'view'>>(() => ({ ask: 'view', method, weights }), [method, weights]),
    { onProblem: setProblem },
  );

  const others = JSON.stringify(lineThrough(weights, followed).from.map((weight) => Number(weight.toFixed(6))));
  const line = useMemo<Asking<'line'> | undefined>(
    () => (method === 'weighted' ? { ask: 'line', metric, member: followed, weights: JSON.parse(others) as number[] } : undefined),
    [method, metric, followed, others],
  );
  const curve = useLatest(thoughts, line, { delayMs: count > 2 ? 120 : 0 });
  const surface = useMemo<Asking<'landscape'> | undefined>(
    () => (method === 'weighted' && count === 3 ? { ask: 'landscape', metric } : undefined),
    [method, metric, count],
  );
  const landscape = useLatest(thoughts, surface);
  const gain = useLatest(
    thoughts,
    useMemo<Asking<'gain'>>(() => ({ ask: 'gain', metric, method, weights }), [metric, method, weights]),
    { delayMs: 180 },
  );
  return {
    method,
    metric,
    weights,
    followed,
    byHand: byHand !== undefined,
    /** Why there is nothing to show. */
    problem,
    /** Everything that is shown, as soon as the worker has said it. */
    measured: members && fused && { ...members, fused },
    chosen,
    curve,
    landscape,
    gain,
    setMetric,
    setFollowed,
    setWeights: setByHand,
    setMethod(next: FusionMethod) {
      setMethod(next);
      setByHand(undefined);
    },
  };
}

export type ExplorerState = ReturnType<typeof useExplorer>;
