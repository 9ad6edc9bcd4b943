'use client';
import { apart } from '../../ui/apart.tsx';
import { useRef, useState } from 'react';
import type { FigureTable } from '../prepare/csv.ts';
import type { FigureQuery } from './figure-query.ts';
import styles from './Figure.module.css';

const FigureTools = apart(() => import('./FigureTools.tsx').then((module) => module.default));

interface TableToolsProps {
  title: string;
  /** The numbers of the table, made only when somebody asks. */
  table: () => FigureTable;
  query?: FigureQuery | undefined;
}

/** What takes a table away that stands on the page as one: as CSV, as a picture, or as the query that brought it. */
export function TableTools({ title, table, query }: TableToolsProps) {
  const [saving, setSaving] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  return (
    <span ref={place} className={styles.tableTools}>
      <button type="button" aria-expanded={saving} onClick={() => setSaving(!saving)}>
        save<span className="visually-hidden"> {title}</span>
      </button>
      {saving && <FigureTools pictured={() => ({ title, element: place.current!, draw: undefined, table })} query={query} />}
    </span>
  );
}
