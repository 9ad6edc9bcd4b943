'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useSetQuery } from '../../lib/query-state.ts';
import { type BoardState, readBoardState, selectedOf, writeBoardState } from './board-state.ts';

export type ChangeBoard = (change: Partial<BoardState>) => void;

/**
 * What the address says about the board, and a way to change it. A change is seen at once, and the address follows; when somebody goes to another
 * address, what it says counts.
 */
export function useBoardState(): [BoardState, ChangeBoard] {
  const query = useSearchParams();
  const setQuery = useSetQuery();
  const text = query.toString();
  const ticked = useRef<readonly string[]>(undefined);
  const said = useMemo(() => {
    const read = readBoardState(new URLSearchParams(text));
    return { ...read, selected: selectedOf(read.selected, ticked.current) };
  }, [text]);
  const [ahead, setAhead] = useState<{ from: string; state: BoardState }>();
  // The address has caught up, or says something else by now.
  const state = ahead && ahead.from === text ? ahead.state : said;
  const latest = useRef({ state, text });
  latest.current = { state, text };
  const change = useCallback(
    (part: Partial<BoardState>) => {
      const next = { ...latest.current.state, ...part };
      latest.current = { ...latest.current, state: next };
      ticked.current = next.selected;
      setAhead({ from: latest.current.text, state: next });
      setQuery(writeBoardState(part));
    },
    [setQuery],
  );
  return [state, change];
}
