'use client';
import { useEffect, useRef, useState } from 'react';
import type { Answer, Question } from './fusion-worker.ts';

/** Asks beside the page. The answer to the latest question, or undefined while it is thought about. */
export function useFusionWorker(question: Question | undefined, delayMs = 0): Answer | undefined {
  const worker = useRef<Worker>(undefined);
  const latest = useRef(0);
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    const started = new Worker(new URL('./fusion-worker.ts', import.meta.url), { type: 'module' });
    worker.current = started;
    started.onmessage = ({ data }: MessageEvent<{ id: number; answer: Answer }>) => {
      if (data.id === latest.current) setAnswer(data.answer);
    };
    return () => started.terminate();
  }, []);
  useEffect(() => {
    if (!question) return;
    latest.current += 1;
    const id = latest.current;
    const timer = setTimeout(() => worker.current?.postMessage({ id, question }), delayMs);
    return () => clearTimeout(timer);
  }, [question, delayMs]);
  return answer;
}
