'use client';
import { apart } from '../../ui/apart.tsx';
import { type ReactNode, useRef, useState } from 'react';
import { Panel } from '../../ui/Page.tsx';
import type { FigureTable } from '../prepare/csv.ts';
import styles from './Figure.module.css';
import { type DrawPicture, FigurePicture } from './figure-picture.ts';
import type { FigureQuery } from './figure-query.ts';

const FigureTools = apart(() => import('./FigureTools.tsx').then((module) => module.default));

export type { FigureQuery };

interface FigureProps {
  title: string;
  note?: ReactNode;
  /** The numbers behind the picture, made only when somebody asks. */
  table: () => FigureTable;
  query?: FigureQuery | undefined;
  children: ReactNode;
}

/** A figure with its numbers behind it, seen as a table; and taken away as PNG, SVG, CSV or the query that brought it. */
export function Figure({ title, note, table, query, children }: FigureProps) {
  const [shown, setShown] = useState(false);
  const [saving, setSaving] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const draw = useRef<DrawPicture>(undefined);
  return (
    <Panel
      className={styles.figure}
      title={title}
      note={
        <span className={styles.note}>
          <span className={styles.tools} data-open={saving || undefined}>
            <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
              table<span className="visually-hidden"> of {title}</span>
            </button>
            <button type="button" aria-expanded={saving} onClick={() => setSaving(!saving)}>
              save<span className="visually-hidden"> {title}</span>
            </button>
          </span>
          {note}
        </span>
      }
    >
      {saving && <FigureTools pictured={() => ({ title, element: body.current!, draw: draw.current, table })} query={query} />}
      <FigurePicture value={draw}>
        <div ref={body}>{shown ? <NumbersTable {...table()} label={title} /> : children}</div>
      </FigurePicture>
    </Panel>
  );
}

const mostRows = 500;

function NumbersTable({ columns, rows, label }: FigureTable & { label: string }) {
  return (
    <div className={styles.scroll} tabIndex={0}>
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={`${column}${index}`} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{typeof cell === 'number' ? Number(cell.toPrecision(6)) : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostRows && (
        <p className="muted">
          The first {mostRows} of {rows.length.toLocaleString('en')} rows; the CSV has all.
        </p>
      )}
    </div>
  );
}
