import { useMemo, useRef } from 'react';
import { type Column, type Range, rangeOf } from './columns.ts';
import type { BoardItems } from './items.ts';

export type Ranges = Readonly<Record<string, Range>>;

/** Least, greatest and best of each column in sight that marks them, over the runs that are there; the same object until one of them is another. */
export function useRanges(items: BoardItems, columns: readonly Column[], places: readonly number[]): Ranges {
  const last = useRef<Ranges>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that rows have changed
  const ranges = useMemo(() => {
    const loaded = items.loaded();
    const marked = places.map((place) => columns[place]!).filter((column) => column.better || column.colored);
    return Object.fromEntries(
      marked.map((column) => [
        column.name,
        rangeOf(
          column,
          loaded.map((row) => row.cells[column.name]),
        ),
      ]),
    );
  }, [items.version, columns, places]);
  if (!isSame(ranges, last.current)) last.current = ranges;
  return last.current;
}

function isSame(one: Ranges, other: Ranges): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => (['low', 'high', 'best'] as const).every((key) => Object.is(one[name]?.[key], other[name]?.[key])))
  );
}
