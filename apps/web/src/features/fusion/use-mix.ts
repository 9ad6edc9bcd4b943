'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useSetQuery } from '../../lib/query-state.ts';
import { type MixState, readMix, writeMix } from './mix-state.ts';
import type { Task } from './tasks.ts';

/** So long a hand has to rest before the address follows: browsers count, and some refuse, a change with every frame. */
const REST_MS = 400;

/** What is chosen, from the address to begin with; the address follows as soon as the hand rests. */
export function useMix(task: Task, members: number): [MixState, (change: Partial<MixState>) => void] {
  const query = useSearchParams();
  const setQuery = useSetQuery();
  const [mix, setMix] = useState(() => readMix(query, { task, members }));
  useEffect(() => {
    const timer = setTimeout(() => setQuery(writeMix(mix, { task })), REST_MS);
    return () => clearTimeout(timer);
  }, [mix, task, setQuery]);
  return [mix, (change) => setMix((before) => ({ ...before, ...change }))];
}
