'use client';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { type BoardItem, type BoardItems, keyOf } from './items.ts';

export const rowHeight = 36;
const overscan = 8;
/** What in a row takes the focus. */
export const lead = { 'data-lead': true } as const;

/**
 * The rows that are seen or soon will be, and the current one: it has the focus, or had it last, and stays there when one scrolls away from it. It goes along
 * when its row moves. `question` says what is shown: with another one the table begins at its top.
 */
export function useRowsInSight(items: BoardItems, scroller: RefObject<HTMLElement | null>, question: string) {
  const [current, setCurrent] = useState(-1);
  /** The row whose focus is waited for, and what had it before. */
  const wanted = useRef<{ index: number; from: Element | null }>(undefined);
  const name = useRef<string>(undefined);
  const virtual = useVirtualizer({
    count: items.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    // The head lies over the first row.
    scrollPaddingEnd: rowHeight,
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = defaultRangeExtractor(range);
        if (current < 0 || current >= range.count || indexes.includes(current)) return indexes;
        return current < indexes[0]! ? [current, ...indexes] : [...indexes, current];
      },
      [current],
    ),
  });
  const inSight = virtual.getVirtualItems();
  const [first, last] = [virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? 0];
  useEffect(() => {
    items.want(Math.max(0, first - overscan), Math.min(items.count - 1, last + overscan));
  }, [items, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the question is another one
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setCurrent(-1);
  }, [question]);

  const reach = useCallback((index: number) => {
    name.current = undefined;
    setCurrent(index);
  }, []);
  const focus = (index: number) => {
    wanted.current = { index, from: document.activeElement };
    reach(index);
  };
  const move = (by: number) => {
    const next = current < 0 ? (by > 0 ? first : last) : Math.max(0, Math.min(items.count - 1, current + by));
    virtual.scrollToIndex(next);
    focus(next);
  };
  useEffect(() => {
    const now = nameOf(items.at(current));
    if (now === undefined || now === name.current) return;
    const moved = name.current === undefined ? undefined : inSight.find(({ index }) => nameOf(items.at(index)) === name.current)?.index;
    if (moved === undefined) name.current = now;
    else if (scroller.current?.contains(document.activeElement)) focus(moved);
    else setCurrent(moved);
  });
  // A row that is on its way is focused when it has come, unless somebody has gone elsewhere by then.
  useEffect(() => {
    if (!wanted.current) return;
    const { index, from } = wanted.current;
    const { activeElement } = document;
    const isElsewhere = activeElement !== from && activeElement !== document.body && !scroller.current?.contains(activeElement);
    const link = scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"] [data-lead]`);
    if (!isElsewhere) link?.focus();
    if (isElsewhere || link) wanted.current = undefined;
  });
  // Tab leads into one row only: the current one, at first the uppermost that is seen.
  const stop = current >= 0 && current < items.count ? current : first;
  return { inSight, height: virtual.getTotalSize(), current, stop, reach, move };
}

function nameOf(item: BoardItem | undefined): string | undefined {
  return item && (item.kind === 'row' ? item.row.id : keyOf(item.group));
}
