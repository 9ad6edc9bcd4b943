// Where cells stand in a row: the tick, the name, the columns of the board, the status. Each says its place, since those out of sight are left out.
import type { CSSProperties } from 'react';
import type { Column } from './columns.ts';

/** Where a row stands in the table, and what of it is drawn. */
export interface RowPlace {
  readonly top: number;
  readonly index: number;
  readonly isCurrent: boolean;
  /** Whether Tab leads into it. */
  readonly isStop: boolean;
  readonly columns: readonly Column[];
  /** Places of the columns that are in sight. */
  readonly places: readonly number[];
  /** It has got the focus. */
  readonly onReach: (index: number) => void;
}

/** Columns before those of the board: the tick and the name. */
const before = 2;

/** The column of a place, from 1, as ARIA and CSS count. */
export function columnIndexOf(place: number): number {
  return place + before + 1;
}

/** How a cell of the board's column at `place` is laid. */
export function cellAt(place: number, pinned: boolean | undefined): CSSProperties {
  return { gridColumn: columnIndexOf(place), ...(pinned && pinnedAt(place + before)) };
}

/** Held at the left, after what is held before it. */
export function pinnedAt(index: number): CSSProperties {
  return { left: `var(--at-${index})` };
}
