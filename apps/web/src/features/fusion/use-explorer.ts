'use client';
import { useMemo, useState } from 'react';
import { lineThrough } from '../../charts/prepare/weights.ts';
import type { Parts, Question } from './questions.ts';
import type { Method, Metric } from './tasks.ts';
import { useFusionWorker, useLatest } from './use-fusion-worker.ts';
import { useMix } from './use-mix.ts';

export type Asking<Ask extends Question['ask']> = Extract<Question, { ask: Ask }>;

/** Where the weights come from: `searched` is on validation or over folds, whichever the members have. */
export type Source = 'searched' | 'equal' | 'hand' | 'learned';

/** What is chosen, and what follows from it. One worker keeps step with the hand, the other thinks about what takes longer. */
export function useExplorer(parts: Parts) {
  const { members: predictions, task, folds } = parts.test;
  const count = predictions.length;
  const [mix, setMix] = useMix(task, count);
  const { method, metric, followed } = mix;
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
  const byHand = typeof mix.weights === 'string' ? undefined : mix.weights;
  const weights = byHand ?? (mix.weights === 'equal' ? even : (chosen?.weights ?? even));
  const source = sourceOf(method, mix.weights, chosen !== undefined);
  // Members over folds have no part to choose on but this one, so no work is fused by weights that its own fold had a say in.
  const byFolds = source === 'searched' && parts.validation === undefined && folds !== undefined;

  const viewed = useLatest(
    frames,
    useMemo<Asking<'view'>>(() => ({ ask: 'view', method, weights }), [method, weights]),
    { onProblem: setProblem },
  );
  const folded = useLatest(
    thoughts,
    useMemo<Asking<'folds'> | undefined>(() => (byFolds ? { ask: 'folds', metric, method } : undefined), [byFolds, metric, method]),
    { onProblem: setProblem },
  );
  const fused = (byFolds && folded) || viewed;

  const others = JSON.stringify(lineThrough(weights, followed).from.map((weight) => Number(weight.toFixed(6))));
  const line = useMemo<Asking<'line'> | undefined>(
    () => (method === 'stack' ? undefined : { ask: 'line', metric, method, member: followed, weights: JSON.parse(others) as number[] }),
    [method, metric, followed, others],
  );
  const curve = useLatest(thoughts, line, { delayMs: count > 2 ? 120 : 0 });
  const surface = useMemo<Asking<'landscape'> | undefined>(
    () => (method !== 'stack' && count === 3 ? { ask: 'landscape', metric, method } : undefined),
    [method, metric, count],
  );
  const landscape = useLatest(thoughts, surface);
  const gain = useLatest(
    thoughts,
    useMemo<Asking<'gain'>>(() => ({ ask: 'gain', metric, method, weights, byFolds }), [metric, method, weights, byFolds]),
    { delayMs: 180 },
  );
  return {
    task,
    method,
    metric,
    weights,
    followed,
    source,
    byFolds,
    /** Why there is nothing to show. */
    problem,
    /** Everything that is shown, as soon as the worker has said it. */
    measured: members && fused && { ...members, fused },
    chosen,
    curve,
    landscape,
    gain,
    setMetric: (next: Metric) => setMix({ metric: next }),
    setFollowed: (next: number) => setMix({ followed: next }),
    setWeights: (next: readonly number[] | 'equal' | 'chosen') => setMix({ weights: next }),
    setMethod: (next: Method) => setMix({ method: next, weights: mix.weights === 'equal' ? 'equal' : 'chosen' }),
  };
}

export type ExplorerState = ReturnType<typeof useExplorer>;

function sourceOf(method: Method, weights: readonly number[] | 'equal' | 'chosen', isSearched: boolean): Source {
  if (method === 'stack') return 'learned';
  if (weights === 'equal') return 'equal';
  if (weights !== 'chosen') return 'hand';
  return isSearched ? 'searched' : 'equal';
}
