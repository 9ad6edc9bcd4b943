'use client';
import { useCallback, useEffect, useState } from 'react';
import type { Importance } from '../../charts/prepare/importance.ts';
import type { PlotColumn } from '../../charts/prepare/parallel.ts';
import type { ImportanceAnswer, ImportanceQuestion } from './importance-worker.ts';

export interface ImportanceState {
  /** Undefined where there is nothing to learn it from, or no answer yet. */
  readonly importance?: Importance | undefined;
  readonly is: 'waiting' | 'known' | 'failed';
  readonly retry: () => void;
}

/** Which of the params go with the outcome, computed beside the page; until the answer is there what was said before. */
export function useImportance(values: readonly PlotColumn[], outcome: string): ImportanceState {
  const [state, setState] = useState<Omit<ImportanceState, 'retry'>>({ is: 'waiting' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const last = values.find((column) => column.name === outcome);
    if (!last) return;
    // One worker a question: a new question makes the answer to the old one worthless.
    const worker = new Worker(new URL('./importance-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<ImportanceAnswer>) => setState({ importance: data.importance, is: 'known' });
    worker.onerror = (event) => {
      event.preventDefault();
      setState({ is: 'failed' });
    };
    const question: ImportanceQuestion = {
      columns: values.filter((column) => column.name.startsWith('params.')),
      outcome: last.values.map(Number),
    };
    worker.postMessage(question);
    return () => worker.terminate();
  }, [values, outcome, attempt]);
  const retry = useCallback(() => {
    setState({ is: 'waiting' });
    setAttempt((was) => was + 1);
  }, []);
  return { ...state, retry };
}
