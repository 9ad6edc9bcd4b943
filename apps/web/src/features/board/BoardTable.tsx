// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRouter } from 'next/navigation';
import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { links } from '../../lib/links.ts';
import styles from './BoardTable.module.css';
import { BoardHead } from './BoardHead.tsx';
import { BoardRow, WaitingRow } from './BoardRow.tsx';
import type { BoardState } from './board-state.ts';
import { type Column, rangeOf } from './columns.ts';
import { GroupRow } from './GroupRow.tsx';
import type { ChangeBoard } from './use-board-state.ts';
import { type BoardItems, rowIn } from './items.ts';
import type { Row } from './row.ts';
import { useBoardKeys } from './use-board-keys.ts';
import { useTableLayout } from './use-table-layout.ts';
import { useSelection } from './use-selection.ts';
import { useSparklines } from './use-sparklines.ts';

interface BoardTableProps {
  project: string;
  items: BoardItems;
  columns: readonly Column[];
  state: BoardState;
  change: ChangeBoard;
  baseline: Row | undefined;
  primaryMetric: string;
  /** Keys of metrics of which a curve is worth a few pixels, the best first. */
  usualKeys: readonly string[];
  isStale: boolean;
  onTop: (isAtTop: boolean) => void;
}

export const rowHeight = 36;
const noRange = { low: Number.NaN, high: Number.NaN, best: Number.NaN };

/** A table over any number of rows, of which only those in sight exist. `j k` move, `x` ticks, `c` compares, Enter opens. */
export function BoardTable({
  project,
  items,
  columns,
  state,
  change,
  baseline,
  primaryMetric,
  usualKeys,
  isStale,
  onTop,
}: BoardTableProps) {
  const router = useRouter();
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(-1);
  const virtual = useVirtualizer({
    count: items.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: rowHeight,
  });
  const inSight = virtual.getVirtualItems();
  const [first, last] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0];
  useEffect(() => {
    items.want(first, last);
  }, [items, first, last]);
  // Another question begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the question is another one
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [state.filter, state.sort]);

  const rows = inSight.map((item) => rowIn(items.at(item.index))).filter((row) => row !== undefined);
  const curveOf = useSparklines(
    rows,
    columns.map((column) => column.name),
    usualKeys,
  );
  const toggle = useSelection(state, change, (index) => rowIn(items.at(index))?.id);
  const selected = useMemo(() => new Set(state.selected), [state.selected]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that rows have changed
  const ranges = useMemo(() => {
    const loaded = items.loaded();
    return columns.map((column) =>
      column.better || column.colored
        ? rangeOf(
            column,
            loaded.map((row) => row.cells[column.name]),
          )
        : noRange,
    );
  }, [items.version, columns]);
  const layout = useTableLayout({ columns, state, change, primaryMetric, scroller });
  const firstResult = columns.find((column) => column.better !== undefined)?.name;

  const open = useCallback((row: Row) => router.push(links.run(project, row.id)), [router, project]);
  const rowHere = rowIn(items.at(at));
  useBoardKeys({
    onMove: (by) => {
      const next = Math.max(0, Math.min(items.count - 1, at + by));
      setAt(next);
      virtual.scrollToIndex(next);
    },
    onTick: () => rowHere && toggle(at, false),
    onCompare: () => state.selected.length > 1 && router.push(links.compare(project, state.selected)),
    onOpen: () => (rowHere ? open(rowHere) : items.toggle(at)),
    onBaseline: () => rowHere && change({ baseline: state.baseline === rowHere.number ? undefined : rowHere.number }),
  });

  return (
    <section
      ref={scroller}
      className={styles.scroller}
      tabIndex={0}
      aria-label="Table of runs"
      aria-busy={isStale}
      style={layout.variables as CSSProperties}
      data-resizing={layout.isResizing || undefined}
      onScroll={(event) => onTop(event.currentTarget.scrollTop < 2)}
    >
      <div role="table" aria-label="Runs" aria-rowcount={items.count + 1} className={styles.table} style={{ width: layout.width }}>
        <BoardHead
          columns={columns}
          state={state}
          change={change}
          primaryMetric={primaryMetric}
          handleOf={layout.handleOf}
          loaded={items.loaded}
          isGrouped={items.isGrouped}
        />
        <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {inSight.map((place) => {
            const item = items.at(place.index);
            const shared = { top: place.start, index: place.index, isCurrent: place.index === at };
            if (item?.kind === 'group')
              return (
                <GroupRow key={place.key} {...shared} group={item.group} isOpen={item.isOpen} columns={columns} onToggle={items.toggle} />
              );
            if (item?.kind !== 'row') return <WaitingRow key={place.key} {...shared} columns={columns.length} />;
            const { row } = item;
            return (
              <BoardRow
                key={place.key}
                {...shared}
                href={links.run(project, row.id)}
                row={row}
                columns={columns}
                ranges={ranges}
                firstResult={firstResult}
                baseline={baseline}
                curves={columns.map((column) => curveOf(column.name, row))}
                isInGroup={items.isGrouped}
                isSelected={selected.has(row.id)}
                onToggle={toggle}
                onOpen={open}
              />
            );
          })}
        </div>
      </div>
    </section>
  );
}
