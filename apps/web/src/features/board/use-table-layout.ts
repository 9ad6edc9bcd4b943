'use client';
// Where columns lie: the tick and the name first, then what is pinned, then the rest, the status last. Told to the rows as variables of CSS,
// so that a column can be drawn wider without drawing any row again.
import { columnPinningFeature, columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { BoardState } from './board-state.ts';
import { type Column, usualColumns } from './columns.ts';
import type { ChangeBoard } from './use-board-state.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, columnPinningFeature });
const noRows: never[] = [];
const frame = { tick: 36, name: 240, status: 116 };

interface LayoutOptions {
  columns: readonly Column[];
  state: BoardState;
  change: ChangeBoard;
  primaryMetric: string;
  scroller: RefObject<HTMLElement | null>;
}

/** The layout, the handles to drag, and the width of all columns together. */
export function useTableLayout({ columns, state, change, primaryMetric, scroller }: LayoutOptions) {
  const [available, setAvailable] = useState(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setAvailable(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  const widths = useMemo(() => Object.fromEntries(columns.map((column) => [column.name, column.width])), [columns]);
  const [dragged, setDragged] = useState<Record<string, number>>({});
  const sizing = { ...widths, ...dragged };
  const others = frame.tick + frame.status + columns.reduce((sum, column) => sum + sizing[column.name]!, 0);
  const nameWidth = Math.max(frame.name, available - others);
  const definitions = useMemo(
    () => [
      { id: 'tick', size: frame.tick, enableResizing: false },
      { id: 'name', size: frame.name, enableResizing: false },
      ...columns.map((column) => ({ id: column.name, size: column.width, minSize: 48, maxSize: 900 })),
      { id: 'status', size: frame.status, enableResizing: false },
    ],
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: 'onChange',
    state: {
      columnSizing: { ...sizing, name: nameWidth },
      columnPinning: { start: ['tick', 'name', ...columns.filter((column) => column.pinned).map((column) => column.name)], end: [] },
    },
    onColumnSizingChange: (update) => {
      const next = typeof update === 'function' ? update({ ...sizing, name: nameWidth }) : update;
      setDragged(({ ...was }) => ({
        ...was,
        ...Object.fromEntries(
          columns.filter((column) => next[column.name] !== widths[column.name]).map((column) => [column.name, next[column.name]!]),
        ),
      }));
    },
  });
  const isResizing = Boolean(table.state.columnResizing.isResizingColumn);
  // What was drawn wider stays so in the address, once it is let go.
  useEffect(() => {
    if (isResizing || Object.keys(dragged).length === 0) return;
    const shown = state.columns ?? usualColumns(primaryMetric);
    change({ columns: shown.map((column) => (dragged[column.name] ? { ...column, width: dragged[column.name] } : column)) });
    setDragged({});
  }, [isResizing, dragged, state.columns, change, primaryMetric]);

  const headers = table.getHeaderGroups()[0]!.headers;
  const variables: Record<string, string> = { '--columns': headers.map((header) => `${header.getSize()}px`).join(' ') };
  headers.forEach((header, index) => {
    if (header.column.getIsPinned()) variables[`--at-${index}`] = `${header.column.getStart('start')}px`;
  });
  return {
    variables,
    width: table.getTotalSize(),
    /** Of each column. */
    widths: columns.map((column) => sizing[column.name]!),
    /** What the tick and the name take before them. */
    before: frame.tick + nameWidth,
    isResizing,
    handleOf: (name: string) => headers.find((header) => header.column.id === name)?.getResizeHandler(),
  };
}
