'use client';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useMemo } from 'react';
import type { Column } from './columns.ts';

interface ColumnsOptions {
  columns: readonly Column[];
  /** In pixels, of each column. */
  widths: readonly number[];
  /** Pixels that the tick and the name take before them. */
  before: number;
  scroller: RefObject<HTMLElement | null>;
}

/** Places of the columns that are seen or soon will be, and of the pinned ones; the same list until it is another one. */
export function useColumnsInSight({ columns, widths, before, scroller }: ColumnsOptions): readonly number[] {
  // Pinned columns come first.
  const pinned = columns.findLastIndex((column) => column.pinned) + 1;
  const virtual = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (place) => widths[place]!,
    paddingStart: before,
    overscan: 4,
    rangeExtractor: useCallback(
      (range: Range) => [
        ...Array.from({ length: pinned }, (_, place) => place),
        ...defaultRangeExtractor(range).filter((place) => place >= pinned),
      ],
      [pinned],
    ),
  });
  const sizes = widths.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when a width has changed
  useLayoutEffect(() => virtual.measure(), [sizes]);
  const places = virtual.getVirtualItems().map((item) => item.index);
  const said = places.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `said` stands for the places
  return useMemo(() => places, [said]);
}
