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

/** So that the worker has the next question while the page still draws the answer before. */
const MOST_ASKED = 2;

/**
 * The answer to the latest question. While so many are thought about, only the newest of those that follow is kept, so that
 * answers come as fast as they can be had and never lag far behind. Keeps the answer before until then.
 */
export function useLatest<Asked extends Question>(
  worker: FusionWorker | undefined,
  question: Asked | undefined,
  { delayMs = 0, onProblem }: { delayMs?: number; onProblem?: (problem: string) => void } = {},
): Answers[Asked['ask']] | undefined {
  const [answer, setAnswer] = useState<Answers[Asked['ask']]>();
  const next = useRef<Asked>(undefined);
  const latest = useRef<Asked>(undefined);
  const lane = useRef({ worker, thoughtAbout: 0 });
  useEffect(() => {
    latest.current = question;
    // What a worker that has ended was asked is never answered.
    if (lane.current.worker !== worker) lane.current = { worker, thoughtAbout: 0 };
    if (!worker || !question) return;
    const own = lane.current;
    const send = async () => {
      while (next.current && own.thoughtAbout < MOST_ASKED) {
        const asked = next.current;
        next.current = undefined;
        own.thoughtAbout += 1;
        const found = await worker.ask(asked).catch(({ message }: Error) => {
          onProblem?.(message);
          return undefined;
        });
        own.thoughtAbout -= 1;
        // What was asked for another metric or method is no answer to this one.
        if (latest.current && isSameKind(latest.current, asked)) setAnswer(found);
      }
    };
    // Only now: what is still thought about must not be followed at once by what a hand in motion asks.
    const due = () => {
      next.current = question;
      void send();
    };
    if (delayMs === 0) return due();
    const timer = setTimeout(due, delayMs);
    return () => clearTimeout(timer);
  }, [worker, question, delayMs, onProblem]);
  return answer;
}

/** Questions that differ in their weights alone. */
function isSameKind(one: Question, other: Question): boolean {
  const kind = ({ weights: _, ...rest }: Question & { weights?: unknown }) => JSON.stringify(rest);
  return kind(one) === kind(other);
}
