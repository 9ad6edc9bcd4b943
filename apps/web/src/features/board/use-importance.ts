'use client';
import { useEffect, useState } from 'react';
import type { Importance } from '../../charts/prepare/importance.ts';
import type { PlotColumn } from '../../charts/prepare/parallel.ts';
import type { ImportanceAnswer, ImportanceQuestion } from './importance-worker.ts';

/** Which of the params go with the outcome, computed beside the page; until the answer is there what was said before, at first undefined. */
export function useImportance(values: readonly PlotColumn[], outcome: string): Importance | undefined {
  const [importance, setImportance] = useState<Importance>();
  useEffect(() => {
    const last = values.find((column) => column.name === outcome);
    if (!last) return;
    // One worker a question: a new question makes the answer to the old one worthless.
    const worker = new Worker(new URL('./importance-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<ImportanceAnswer>) => setImportance(data.importance);
    const question: ImportanceQuestion = {
      columns: values.filter((column) => column.name.startsWith('params.')),
      outcome: last.values.map(Number),
    };
    worker.postMessage(question);
    return () => worker.terminate();
  }, [values, outcome]);
  return importance;
}
