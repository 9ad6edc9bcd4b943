// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
import { type CSSProperties, memo } from 'react';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { Sparkline } from '../../charts/draw/Sparkline.tsx';
import { StatusMark } from '../../charts/draw/StatusMark.tsx';
import type { PackedCurve } from '../../charts/prepare/curves.ts';
import styles from './BoardTable.module.css';
import type { Column } from './columns.ts';
import { point, useLight } from './hover.ts';
import type { Row } from './row.ts';
import { isCurve } from './use-sparklines.ts';

interface Place {
  top: number;
  index: number;
  isCurrent: boolean;
}

interface BoardRowProps extends Place {
  href: string;
  row: Row;
  columns: readonly Column[];
  /** Least, greatest and best of each column. */
  ranges: readonly { low: number; high: number; best: number }[];
  /** The column in which a failure says why. */
  firstResult: string | undefined;
  baseline: Row | undefined;
  /** Of columns that show one. */
  curves: readonly (PackedCurve | undefined)[];
  isInGroup: boolean;
  isSelected: boolean;
  onToggle: (index: number, range: boolean) => void;
  onOpen: (row: Row) => void;
}

export const BoardRow = memo(BoardRowOnce, (before, after) => {
  const { curves: had, ...was } = before;
  const { curves: has, ...is } = after;
  return had.every((curve, index) => curve === has[index]) && (Object.keys(is) as (keyof typeof is)[]).every((key) => was[key] === is[key]);
});

function BoardRowOnce(props: BoardRowProps) {
  const { top, index, isCurrent, href, row, columns, isInGroup, isSelected, onToggle, onOpen } = props;
  const light = useLight(row.id);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      data-selected={isSelected || undefined}
      data-current={isCurrent || undefined}
      data-light={light}
      style={{ transform: `translateY(${top}px)` }}
      onMouseEnter={() => point(row.id)}
      onMouseLeave={() => point(undefined)}
    >
      <div role="cell" className={styles.tick} style={pinnedAt(0)}>
        <input
          type="checkbox"
          checked={isSelected}
          onChange={(event) => onToggle(index, (event.nativeEvent as MouseEvent).shiftKey)}
          aria-label={`Select run ${row.number}`}
        />
      </div>
      <div role="cell" className={styles.name} style={pinnedAt(1)} data-inside={isInGroup || undefined}>
        <RunDot number={row.number} />
        <a
          href={href}
          title={row.name}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
            event.preventDefault();
            onOpen(row);
          }}
        >
          {row.name}
        </a>
        <span className="muted">#{row.number}</span>
      </div>
      {columns.map((column, place) => (
        <RunCell key={column.name} {...props} column={column} place={place} />
      ))}
      <div role="cell">
        <StatusMark run={row} />
      </div>
    </div>
  );
}

function RunCell({ row, column, place, ranges, firstResult, baseline, curves }: BoardRowProps & { column: Column; place: number }) {
  const style = column.pinned ? pinnedAt(place + 2) : undefined;
  if (isCurve(column.name)) {
    const curve = curves[place];
    return (
      <div role="cell" className={styles.curve} data-pinned={column.pinned} style={style}>
        {curve && <Sparkline curve={curve} number={row.number} label={`${curve.key} of run ${row.number}`} />}
      </div>
    );
  }
  const cell = row.cells[column.name];
  // A failure says why where its result would stand.
  if (cell == null && row.reason && row.status !== 'FINISHED' && column.name === firstResult) {
    return (
      <div role="cell" className="muted" title={row.reason} data-pinned={column.pinned} style={style}>
        {row.reason}
      </div>
    );
  }
  const { low, high, best } = ranges[place]!;
  const value = column.value(cell);
  const text = !(column.name in row.cells) ? '…' : column.text(cell);
  const beside = column.beside(cell);
  const by = baseline && baseline.id !== row.id ? value - column.value(baseline.cells[column.name]) : Number.NaN;
  const tint = column.colored && high > low && Number.isFinite(value) ? ((value - low) / (high - low)).toFixed(3) : undefined;
  return (
    <div
      role="cell"
      title={text}
      data-pinned={column.pinned}
      className={tint === undefined ? undefined : styles.tinted}
      style={{ ...style, ...(tint !== undefined && ({ '--share': tint } as CSSProperties)) }}
    >
      {value === best ? <b className={styles.best}>{text}</b> : text}
      {beside && <small> {beside}</small>}
      {Number.isFinite(by) && (
        <small data-tone={toneOf(by, column.better)} className={styles.delta}>
          {' '}
          {column.difference(by)}
        </small>
      )}
    </div>
  );
}

/** A row that is on its way. */
export function WaitingRow({ top, index, columns }: Place & { columns: number }) {
  return (
    <div role="row" aria-rowindex={index + 2} aria-busy className={styles.row} style={{ transform: `translateY(${top}px)` }}>
      <div role="cell" className={styles.tick} style={pinnedAt(0)} />
      <div role="cell" className={styles.name} style={pinnedAt(1)}>
        <i className={styles.coming} />
      </div>
      {Array.from({ length: columns + 1 }, (_, place) => (
        <div role="cell" key={place} />
      ))}
    </div>
  );
}

export function pinnedAt(index: number): CSSProperties {
  return { left: `var(--at-${index})` };
}

function toneOf(by: number, better: Column['better']): 'good' | 'bad' | undefined {
  if (better === undefined || by === 0) return undefined;
  return by > 0 === (better === 'more') ? 'good' : 'bad';
}
