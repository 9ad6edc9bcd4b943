'use client';
import { useEffect, useRef } from 'react';

interface BoardKeys {
  onMove: (by: number) => void;
  onTick: () => void;
  onCompare: () => void;
  onOpen: () => void;
  onBaseline: () => void;
}

/** Keys of the table, wherever the focus is but in a field, a menu or a dialog. */
export function useBoardKeys(keys: BoardKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]'))
        return;
      const { onMove, onTick, onCompare, onOpen, onBaseline } = current.current;
      if (event.key === 'j') onMove(1);
      else if (event.key === 'k') onMove(-1);
      else if (event.key === 'x') onTick();
      else if (event.key === 'c') onCompare();
      else if (event.key === 'b') onBaseline();
      else if (event.key === 'Enter' && !target.closest('a, button, input, summary')) onOpen();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
