'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Works } from './use-works.ts';
import { WorkCard } from './WorkCard.tsx';
import styles from './Works.module.css';
import { neighbour } from './works-grid.ts';

interface WorksGridProps {
  works: Works & { readonly total: number };
  view: string;
  onOpen: (index: number) => void;
}

const gap = 10;
const leastWidth = 132;
const rowHeight = 114 + gap;
/** Works that rush by under the scrollbar are not asked for. */
const restMs = 60;

/** Any number of works; those near the screen are there. The arrow keys go through them. */
export function WorksGrid({ works: { total, at, want }, view, onOpen }: WorksGridProps) {
  const body = useRef<HTMLDivElement>(null);
  const { columns, top } = useLayout(body);
  const [current, setCurrent] = useState(0);
  const virtual = useWindowVirtualizer({
    count: Math.ceil(total / columns),
    estimateSize: () => rowHeight,
    overscan: 3,
    scrollMargin: top,
  });
  const rows = virtual.getVirtualItems();
  const from = (rows[0]?.index ?? 0) * columns;
  const to = Math.min(total, ((rows.at(-1)?.index ?? 0) + 1) * columns);
  useEffect(() => {
    const timer = setTimeout(() => want(from, to), restMs);
    return () => clearTimeout(timer);
  }, [want, from, to]);

  const goOn = (event: KeyboardEvent) => {
    const next = neighbour(event.key, current, { columns, total, page: Math.floor(window.innerHeight / rowHeight) });
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    virtual.scrollToIndex(Math.floor(next / columns));
    const focus = (tries: number) =>
      requestAnimationFrame(() => {
        const card = body.current?.querySelector<HTMLElement>(`[data-index="${next}"]`);
        if (card) card.focus();
        else if (tries > 0) focus(tries - 1);
      });
    // A card far away is there when its row has been drawn and its page has come.
    focus(60);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only save pressing Tab
    <div ref={body} className={styles.grid} style={{ height: virtual.getTotalSize() - gap }} onKeyDown={goOn}>
      {rows.map((row) => (
        <div
          key={row.key}
          className={styles.row}
          style={{ top: row.start - top, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
        >
          {Array.from({ length: Math.min(columns, total - row.index * columns) }, (_, column) => {
            const index = row.index * columns + column;
            const work = at(index);
            return work ? (
              <WorkCard
                key={index}
                work={work}
                view={view}
                index={index}
                tabIndex={index === current || (index === from && (current < from || current >= to)) ? 0 : -1}
                onOpen={() => {
                  setCurrent(index);
                  onOpen(index);
                }}
              />
            ) : (
              <div key={index} className={styles.blank} />
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** How many cards stand side by side, and where on the page the first row is. */
function useLayout(body: React.RefObject<HTMLDivElement | null>): { columns: number; top: number } {
  const [layout, setLayout] = useState({ columns: 6, top: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const { width, top } = body.current!.getBoundingClientRect();
      setLayout({ columns: Math.max(1, Math.floor((width + gap) / (leastWidth + gap))), top: top + window.scrollY });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(body.current!);
    return () => observer.disconnect();
  }, [body]);
  return layout;
}
