'use client';
import { type ReactNode, useState } from 'react';
import { Panel } from '../../ui/Page.tsx';
import { say } from '../../ui/toast-store.ts';
import styles from './Figure.module.css';

export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

interface FigureProps {
  title: string;
  note?: ReactNode;
  /** The numbers behind the picture, made only when somebody asks. */
  table: () => FigureTable;
  children: ReactNode;
}

/** A figure with its numbers behind it: seen as a table, or copied as CSV. */
export function Figure({ title, note, table, children }: FigureProps) {
  const [shown, setShown] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(csvOf(table()));
    say('Copied as CSV.');
  };
  return (
    <Panel
      className={styles.figure}
      title={title}
      note={
        <span className={styles.note}>
          <span className={styles.tools}>
            <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
              table<span className="visually-hidden"> of {title}</span>
            </button>
            <button type="button" onClick={copy}>
              copy<span className="visually-hidden"> {title}</span>
            </button>
          </span>
          {note}
        </span>
      }
    >
      {shown ? <NumbersTable {...table()} label={title} /> : children}
    </Panel>
  );
}

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
          {rows.slice(0, 500).map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{typeof cell === 'number' ? Number(cell.toPrecision(6)) : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function csvOf({ columns, rows }: FigureTable): string {
  const cell = (value: string | number) =>
    typeof value === 'string' && /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value);
  return [columns, ...rows].map((row) => row.map(cell).join(',')).join('\n');
}
