// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
import Link from 'next/link';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { StatusMark } from '../../charts/draw/StatusMark.tsx';
import { links } from '../../lib/links.ts';
import styles from './Board.module.css';
import type { Column, Row } from './columns.ts';
import { RowSparkline } from './RowSparkline.tsx';

interface BoardRowProps {
  project: string;
  row: Row;
  columns: readonly Column[];
  /** The best value of each column, where there is one. */
  best: readonly (number | undefined)[];
  template: string;
  top: number;
  selected: boolean;
  current: boolean;
  onToggle: () => void;
}

export function BoardRow({ project, row, columns, best, template, top, selected, current, onToggle }: BoardRowProps) {
  const firstResult = columns.find((column) => column.key.startsWith('test.'))?.key;
  return (
    <div
      role="row"
      className={styles.row}
      data-selected={selected || undefined}
      data-current={current || undefined}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
    >
      <div role="cell" className={styles.bare}>
        <input type="checkbox" checked={selected} onChange={onToggle} aria-label={`Select run ${row.number}`} />
      </div>
      <div role="cell" className={styles.name}>
        <RunDot number={row.number} />
        <Link href={links.run(project, row.id)} prefetch={false} title={row.name}>
          {row.name}
        </Link>
        <span className="muted">#{row.number}</span>
      </div>
      {columns.map((column, index) => {
        const beside = column.beside?.(row);
        const isBest = best[index] !== undefined && column.value?.(row) === best[index];
        // A failure says why where its result would stand.
        const failed = row.reason && row.status !== 'FINISHED' && column.key === firstResult ? row.reason : undefined;
        const text = failed ?? column.text(row);
        return (
          <div key={column.key} role="cell" title={text}>
            {isBest ? <b className={styles.best}>{text}</b> : failed ? <span className="muted">{text}</span> : text}
            {beside && <small> {beside}</small>}
          </div>
        );
      })}
      <div role="cell" className={styles.bare}>
        <RowSparkline row={row} />
      </div>
      <div role="cell">
        <StatusMark run={row} />
      </div>
    </div>
  );
}
