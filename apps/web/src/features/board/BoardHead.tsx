// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
'use client';
import type { ReactNode } from 'react';
import styles from './BoardTable.module.css';
import type { BoardState, ShownColumn } from './board-state.ts';
import { cellAt, columnIndexOf, pinnedAt } from './cell-places.ts';
import { ColumnMenu } from './ColumnMenu.tsx';
import { type Column, usualColumns } from './columns.ts';
import type { ChangeBoard } from './use-board-state.ts';
import type { Row } from './row.ts';
import { isCurve } from './use-sparklines.ts';

interface BoardHeadProps {
  columns: readonly Column[];
  /** Places of the columns that are in sight. */
  places: readonly number[];
  state: BoardState;
  change: ChangeBoard;
  primaryMetric: string;
  handleOf: (name: string) => ((event: unknown) => void) | undefined;
  /** Runs that are there. */
  loaded: () => readonly Row[];
  isGrouped: boolean;
}

const keyStep = 16;

export function BoardHead({ columns, places, state, change, primaryMetric, handleOf, loaded, isGrouped }: BoardHeadProps) {
  const sortedBy = state.sort.replace(/^-/, '');
  const isDescending = state.sort.startsWith('-');
  const shown = state.columns ?? usualColumns(primaryMetric);
  const update = (name: string, part: Partial<ShownColumn>) =>
    change({ columns: shown.map((column) => (column.name === name ? { ...column, ...part } : column)) });
  const heading = (name: string, title: string) => (
    <button
      type="button"
      className={styles.sort}
      title={name}
      onClick={() => change({ sort: sortedBy === name && isDescending ? name : `-${name}` })}
    >
      {title}
      {sortedBy === name && <span aria-hidden> {isDescending ? '↓' : '↑'}</span>}
    </button>
  );
  const sorting = (name: string) => (sortedBy === name ? (isDescending ? 'descending' : 'ascending') : undefined);
  return (
    <div role="rowgroup" className={styles.heads}>
      <div role="row" className={styles.head} aria-rowindex={1}>
        <div role="columnheader" aria-colindex={1} className={styles.tick} style={pinnedAt(0)}>
          {isGrouped ? <span className="visually-hidden">Open</span> : <TickAll state={state} change={change} loaded={loaded} />}
        </div>
        <div role="columnheader" aria-colindex={2} className={styles.name} style={pinnedAt(1)} aria-sort={sorting('name')}>
          {heading('name', isGrouped ? 'Group' : 'Run')}
        </div>
        {places
          .map((place) => [columns[place]!, place] as const)
          .map(([column, place]) => (
            <div
              key={column.name}
              role="columnheader"
              aria-colindex={columnIndexOf(place)}
              data-pinned={column.pinned}
              style={cellAt(place, column.pinned)}
              aria-sort={sorting(column.name)}
            >
              {isCurve(column.name) ? <span className={styles.sort}>{column.title}</span> : heading(column.name, column.title)}
              <ColumnMenu
                column={column}
                onSort={(descending) => change({ sort: `${descending ? '-' : ''}${column.name}` })}
                onChange={(part) => update(column.name, part)}
                onHide={() => change({ columns: shown.filter((each) => each.name !== column.name) })}
                onMove={(by) => change({ columns: moved(shown, column.name, by) })}
              />
              <Handle
                title={column.title}
                width={column.width}
                onDrag={handleOf(column.name)}
                onWidth={(width) => update(column.name, { width })}
              />
            </div>
          ))}
        <div
          role="columnheader"
          aria-colindex={columnIndexOf(columns.length)}
          style={cellAt(columns.length, false)}
          aria-sort={sorting('status')}
        >
          {heading('status', 'Status')}
        </div>
      </div>
    </div>
  );
}

/** Ticks every run that is there, or none. */
function TickAll({ state, change, loaded }: Pick<BoardHeadProps, 'state' | 'change' | 'loaded'>): ReactNode {
  const isSome = state.selected.length > 0;
  return (
    <input
      type="checkbox"
      checked={isSome}
      ref={(element) => {
        if (element) element.indeterminate = isSome;
      }}
      aria-label={isSome ? 'Select none' : 'Select the runs that are loaded'}
      onChange={() => change({ selected: isSome ? [] : loaded().map((row) => row.id) })}
    />
  );
}

/** The edge of a column: dragged, or moved by the arrow keys. */
function Handle({
  title,
  width,
  onDrag,
  onWidth,
}: {
  title: string;
  width: number;
  onDrag: ((event: unknown) => void) | undefined;
  onWidth: (width: number) => void;
}) {
  return (
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${title}`}
      aria-valuenow={Math.round(width)}
      className={styles.handle}
      onMouseDown={onDrag}
      onTouchStart={onDrag}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowRight' ? keyStep : event.key === 'ArrowLeft' ? -keyStep : 0;
        if (by === 0) return;
        event.preventDefault();
        onWidth(Math.max(48, width + by));
      }}
    />
  );
}

function moved(columns: readonly ShownColumn[], name: string, by: number): readonly ShownColumn[] {
  const from = columns.findIndex((column) => column.name === name);
  const to = Math.max(0, Math.min(columns.length - 1, from + by));
  const next = columns.filter((column) => column.name !== name);
  next.splice(to, 0, columns[from]!);
  return next;
}
