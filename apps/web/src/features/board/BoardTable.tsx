// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { links } from '../../lib/links.ts';
import styles from './Board.module.css';
import { BoardRow } from './BoardRow.tsx';
import { bestOf, type Column, type Row } from './columns.ts';

interface BoardTableProps {
  project: string;
  rows: readonly Row[];
  columns: readonly Column[];
  sort: string;
  onSort: (sort: string) => void;
  selected: readonly string[];
  onSelect: (selected: readonly string[]) => void;
  onMore: () => void;
  hasMore: boolean;
}

const rowHeight = 36;

/** A table over any number of rows, of which only the visible ones exist. `j k` move, `x` selects, `c` compares, Enter opens. */
export function BoardTable({ project, rows, columns, sort, onSort, selected, onSelect, onMore, hasMore }: BoardTableProps) {
  const router = useRouter();
  const body = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(-1);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 30) onMore();
  }, [hasMore, last, rows.length, onMore]);

  const toggle = (id: string) => onSelect(selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id]);
  const keys = useRef<(event: KeyboardEvent) => void>(undefined);
  keys.current = (event) => {
    if (
      event.metaKey ||
      event.ctrlKey ||
      event.altKey ||
      (event.target as HTMLElement).closest('input:not([type=checkbox]), textarea, select, [role=dialog]')
    )
      return;
    const move = (by: number) => {
      const next = Math.max(0, Math.min(rows.length - 1, at + by));
      setAt(next);
      virtual.scrollToIndex(next);
    };
    if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
    else if (event.key === 'x' && rows[at]) toggle(rows[at].id);
    else if (event.key === 'c' && selected.length > 1) router.push(links.compare(project, selected));
    else if (event.key === 'Enter' && rows[at] && document.activeElement === document.body) router.push(links.run(project, rows[at].id));
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => keys.current?.(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const template = `36px minmax(220px, 1fr) ${columns.map((column) => `${column.width}px`).join(' ')} 104px 128px`;
  const width = 36 + 220 + columns.reduce((sum, column) => sum + column.width, 0) + 104 + 128;
  const head = (key: string, title: string, sortable: boolean, className?: string) => {
    const current = sort.replace(/^-/, '') === key;
    const descending = sort.startsWith('-');
    return (
      <div key={key} role="columnheader" className={className} aria-sort={current ? (descending ? 'descending' : 'ascending') : undefined}>
        {sortable ? (
          <button type="button" onClick={() => onSort(current && descending ? key : `-${key}`)}>
            {title}
            {current && <span aria-hidden> {descending ? '↓' : '↑'}</span>}
          </button>
        ) : (
          title
        )}
      </div>
    );
  };
  return (
    <div className={styles.scroll}>
      <div role="table" aria-label="Runs" aria-rowcount={rows.length} style={{ minWidth: width }}>
        <div role="rowgroup">
          <div role="row" className={styles.head} style={{ gridTemplateColumns: template }}>
            <div role="columnheader">
              <span className="visually-hidden">Selected</span>
            </div>
            {head('name', 'Run', true, styles.left)}
            {columns.map((column) => head(column.key, column.title, column.order !== undefined))}
            <div role="columnheader">Curve</div>
            {head('status', 'Status', true)}
          </div>
        </div>
        <div ref={body} role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]!;
            return (
              <BoardRow
                key={row.id}
                project={project}
                row={row}
                columns={columns}
                best={columns.map((column) => bestOf(column, rows))}
                template={template}
                top={item.start - virtual.options.scrollMargin}
                selected={selected.includes(row.id)}
                current={item.index === at}
                onToggle={() => toggle(row.id)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
