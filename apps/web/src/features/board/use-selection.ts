import { useCallback, useRef } from 'react';
import type { BoardState } from './board-state.ts';
import type { ChangeBoard } from './use-board-state.ts';

/** Ticks runs: one, or with Shift all from the last one ticked to this one. */
export function useSelection(state: BoardState, change: ChangeBoard, idAt: (index: number) => string | undefined) {
  const anchor = useRef<number>(undefined);
  const latest = useRef({ selected: state.selected, idAt });
  latest.current = { selected: state.selected, idAt };
  return useCallback(
    (index: number, range: boolean) => {
      const { selected, idAt: find } = latest.current;
      const id = find(index);
      if (!id) return;
      if (range && anchor.current !== undefined) {
        const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
        const ids = Array.from({ length: to - from + 1 }, (_, place) => find(from + place)).filter((each) => each !== undefined);
        change({ selected: [...new Set([...selected, ...ids])] });
      } else change({ selected: selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id] });
      anchor.current = index;
    },
    [change],
  );
}
