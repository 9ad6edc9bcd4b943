'use client';
import { useEffect, useRef, useState } from 'react';
import type { Answered } from './fusion-worker.ts';
import type { Answers, Parts, Question } from './questions.ts';

/** Asks a worker; the answers come in the order of the questions. */
export interface FusionWorker {
  ask<Asked extends Question>(question: Asked): Promise<Answers[Asked['ask']]>;
}

/** A worker that knows the parts; undefined until it has started. It ends with the page. */
export function useFusionWorker(parts: Parts): FusionWorker | undefined {
  const [worker, setWorker] = useState<FusionWorker>();
  useEffect(() => {
    const started = new Worker(new URL('./fusion-worker.ts', import.meta.url), { type: 'module' });
    const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
    let asked = 0;
    started.onmessage = ({ data }: MessageEvent<Answered>) => {
      const { resolve, reject } = waiting.get(data.id)!;
      waiting.delete(data.id);
      if (data.problem === undefined) resolve(data.answer as never);
      else reject(new Error(data.problem));
    };
    // It could not even begin: whoever waits for it is told.
    started.onerror = ({ message }) => {
      for (const { reject } of waiting.values()) reject(new Error(message || 'The computation beside the page cannot start.'));
      waiting.clear();
    };
    started.postMessage(parts);
    setWorker({
      ask: (question) =>
        new Promise((resolve, reject) => {
          asked += 1;
          waiting.set(asked, { resolve, reject });
          started.postMessage({ id: asked, question });
        }),
    });
    return () => started.terminate();
  }, [parts]);
  return worker;
}

/**
 * The answer to the latest question. While one is thought about, only the newest of those that follow is kept, so that answers
 * come as fast as they can be had and never lag behind by more than one. Keeps the answer before until then.
 */
export function useLatest<Asked extends Question>(
  worker: FusionWorker | undefined,
  question: Asked | undefined,
  { delayMs = 0, onProblem }: { delayMs?: number; onProblem?: (problem: string) => void } = {},
): Answers[Asked['ask']] | undefined {
  const [answer, setAnswer] = useState<Answers[Asked['ask']]>();
  const next = useRef<Asked>(undefined);
  const busy = useRef(false);
  useEffect(() => {
    next.current = question;
    if (!worker || !question) return;
    const send = async () => {
      if (busy.current) return;
      busy.current = true;
      try {
        while (next.current) {
          const asked = next.current;
          next.current = undefined;
          const found = await worker.ask(asked).catch(({ message }: Error) => {
            onProblem?.(message);
            return undefined;
          });
          // What was asked for another metric or method is no answer to this one.
          if (!next.current || isSameKind(next.current, asked)) setAnswer(found);
        }
      } finally {
        busy.current = false;
      }
    };
    if (delayMs === 0) void send();
    const timer = delayMs > 0 ? setTimeout(send, delayMs) : undefined;
    return () => clearTimeout(timer);
  }, [worker, question, delayMs, onProblem]);
  return answer;
}

/** Questions that differ in their weights alone. */
function isSameKind(one: Question, other: Question): boolean {
  const kind = ({ weights: _, ...rest }: Question & { weights?: unknown }) => JSON.stringify(rest);
  return kind(one) === kind(other);
}
