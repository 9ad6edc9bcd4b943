// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
'use client';
import { useRouter } from 'next/navigation';
import { type CSSProperties, useCallback, useMemo, useRef, useState } from 'react';
import { links } from '../../lib/links.ts';
import { say } from '../../ui/toast-store.ts';
import styles from './BoardTable.module.css';
import { BoardHead } from './BoardHead.tsx';
import { BoardRow, WaitingRow } from './BoardRow.tsx';
import type { BoardState } from './board-state.ts';
import { columnIndexOf } from './cell-places.ts';
import type { Column } from './columns.ts';
import { GroupRow } from './GroupRow.tsx';
import type { ChangeBoard } from './use-board-state.ts';
import { type BoardItems, rowIn } from './items.ts';
import type { Row } from './row.ts';
import { useBoardKeys } from './use-board-keys.ts';
import { useColumnsInSight } from './use-columns-in-sight.ts';
import { useRanges } from './use-ranges.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';
import { useTableLayout } from './use-table-layout.ts';
import { useSelection } from './use-selection.ts';
import { isCurve, useSparklines } from './use-sparklines.ts';

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
  const rowsInSight = useRowsInSight(items, scroller, `${state.filter}\n${state.sort}`);
  const { inSight, current, stop, reach } = rowsInSight;
  const layout = useTableLayout({ columns, state, change, primaryMetric, scroller });
  const places = useColumnsInSight({ columns, widths: layout.widths, before: layout.before, scroller });
  const ranges = useRanges(items, columns, places);
  const rows = inSight.map((item) => rowIn(items.at(item.index))).filter((row) => row !== undefined);
  const curveNames = useMemo(() => columns.map((column) => column.name).filter(isCurve), [columns]);
  const curves = useSparklines(rows, curveNames, usualKeys);
  const toggle = useSelection(state, change, (index) => rowIn(items.at(index))?.id);
  const selected = useMemo(() => new Set(state.selected), [state.selected]);
  const firstResult = columns.find((column) => column.better !== undefined)?.name;
  const [said, tell] = useState('');

  const open = useCallback((row: Row) => router.push(links.run(project, row.id)), [router, project]);
  const rowHere = rowIn(items.at(current));
  useBoardKeys({
    onMove: rowsInSight.move,
    onTick: () => {
      if (!rowHere) return;
      toggle(current, false);
      tell(`Run ${rowHere.number} ${selected.has(rowHere.id) ? 'no longer selected' : 'selected'}`);
    },
    onCompare: () =>
      state.selected.length > 1
        ? router.push(links.compare(project, state.selected))
        : say('Tick two or more runs to compare them: x ticks the current one.'),
    onOpen: () => (rowHere ? open(rowHere) : items.toggle(current)),
    onBaseline: () => {
      if (!rowHere) return;
      const isBaseline = state.baseline === rowHere.number;
      change({ baseline: isBaseline ? undefined : rowHere.number });
      tell(isBaseline ? 'No baseline' : `All runs are compared with run ${rowHere.number}`);
    },
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
      <p role="status" className="visually-hidden">
        {said}
      </p>
      <div
        role="table"
        aria-label="Runs"
        aria-rowcount={items.count + 1}
        aria-colcount={columnIndexOf(columns.length)}
        className={styles.table}
        style={{ width: layout.width }}
      >
        <BoardHead
          columns={columns}
          places={places}
          state={state}
          change={change}
          primaryMetric={primaryMetric}
          handleOf={layout.handleOf}
          loaded={items.loaded}
          isGrouped={items.isGrouped}
        />
        <div role="rowgroup" className={styles.rows} style={{ height: rowsInSight.height }}>
          {inSight.map(({ index, start, key }) => {
            const item = items.at(index);
            const place = { top: start, index, isCurrent: index === current, isStop: index === stop, columns, places, onReach: reach };
            if (item?.kind === 'group')
              return <GroupRow key={key} {...place} group={item.group} isOpen={item.isOpen} onToggle={items.toggle} />;
            if (item?.kind !== 'row') return <WaitingRow key={key} {...place} />;
            const { row } = item;
            return (
              <BoardRow
                key={key}
                {...place}
                href={links.run(project, row.id)}
                row={row}
                ranges={ranges}
                firstResult={firstResult}
                baseline={baseline}
                curves={curves.get(row.id)}
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
