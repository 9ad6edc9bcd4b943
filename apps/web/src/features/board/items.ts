// The lines of the table: runs as they come, or groups with the runs of those that are open between them.
import type { BoardGroupsQuery } from '../../generated/board.ts';
import type { RowStore } from './row-store.ts';
import type { Row } from './row.ts';

export type Group = NonNullable<BoardGroupsQuery['project']>['runGroups']['nodes'][number];

export type BoardItem =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'group'; readonly group: Group; readonly isOpen: boolean };

export interface BoardItems {
  readonly count: number;
  /** Changes with everything that can be seen. */
  readonly version: unknown;
  readonly isGrouped: boolean;
  /** Undefined: not there yet. */
  readonly at: (index: number) => BoardItem | undefined;
  readonly want: (from: number, to: number) => void;
  /** Runs that are there. */
  readonly loaded: () => readonly Row[];
  /** Opens or closes the group at a place. */
  readonly toggle: (index: number) => void;
}

export function rowIn(item: BoardItem | undefined): Row | undefined {
  return item?.kind === 'row' ? item.row : undefined;
}

/** Runs, line by line. */
export function itemsOfRows(store: RowStore<Row>, version: unknown): BoardItems {
  return {
    count: store.total() ?? 0,
    version,
    isGrouped: false,
    at: (index) => {
      const row = store.rowAt(index);
      return row && { kind: 'row', row };
    },
    want: store.want,
    loaded: store.loaded,
    toggle: () => {},
  };
}

/** What is known of the runs of an open group. */
export interface GroupRows {
  readonly rows: readonly Row[];
}

/** Groups, and under each open one its runs; a run that is not there yet has its line already. */
export function itemsOfGroups(
  groups: readonly Group[],
  total: number,
  open: ReadonlyMap<string, GroupRows>,
  version: unknown,
  { more, moreOf, toggle }: { more: () => void; moreOf: (group: Group) => void; toggle: (group: Group) => void },
): BoardItems {
  // Where each group begins; the sum of all lines last.
  const starts = [0];
  for (const group of groups) starts.push(starts.at(-1)! + 1 + (open.has(keyOf(group)) ? group.count : 0));
  const find = (index: number) => {
    let [low, high] = [0, groups.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle + 1]! <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    count: starts.at(-1)! + Math.max(0, total - groups.length),
    version,
    isGrouped: true,
    at(index) {
      const place = find(index);
      const group = groups[place];
      if (!group) return undefined;
      const within = index - starts[place]! - 1;
      if (within < 0) return { kind: 'group', group, isOpen: open.has(keyOf(group)) };
      const row = open.get(keyOf(group))?.rows[within];
      return row && { kind: 'row', row };
    },
    want(from, to) {
      if (to >= starts.at(-1)! && groups.length < total) more();
      for (let place = find(Math.max(0, from)); place < groups.length && starts[place]! <= to; place += 1) {
        const group = groups[place]!;
        const known = open.get(keyOf(group))?.rows.length;
        if (known !== undefined && known < group.count && to > starts[place]! + known) moreOf(group);
      }
    },
    loaded: () => [...open.values()].flatMap((each) => each.rows),
    toggle(index) {
      const place = find(index);
      const group = groups[place];
      if (group && index === starts[place]) toggle(group);
    },
  };
}

/** A group's key as text. */
export function keyOf(group: Pick<Group, 'key'>): string {
  return JSON.stringify(group.key);
}
