// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
import { type CSSProperties, memo } from 'react';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { Sparkline } from '../../charts/draw/Sparkline.tsx';
import { StatusMark } from '../../charts/draw/StatusMark.tsx';
import styles from './BoardTable.module.css';
import { cellAt, columnIndexOf, pinnedAt, type RowPlace } from './cell-places.ts';
import type { Column } from './columns.ts';
import { point, useLight } from './hover.ts';
import type { Row } from './row.ts';
import type { Ranges } from './use-ranges.ts';
import { lead } from './use-rows-in-sight.ts';
import { isCurve, type RowCurves } from './use-sparklines.ts';

const noRange = { low: Number.NaN, high: Number.NaN, best: Number.NaN };

interface BoardRowProps extends RowPlace {
  href: string;
  row: Row;
  ranges: Ranges;
  /** The column in which a failure says why. */
  firstResult: string | undefined;
  baseline: Row | undefined;
  curves: RowCurves | undefined;
  isInGroup: boolean;
  isSelected: boolean;
  onToggle: (index: number, range: boolean) => void;
  onOpen: (row: Row) => void;
}

/** A run: its cells in the columns that are in sight. It is drawn again only when one of these props is another. */
export const BoardRow = memo(function BoardRow(props: BoardRowProps) {
  const { top, index, isCurrent, isStop, href, row, columns, places, isInGroup, isSelected, onReach, onToggle, onOpen } = props;
  const tabIndex = isStop ? 0 : -1;
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
      onFocus={() => onReach(index)}
      onMouseEnter={() => point(row.id)}
      onMouseLeave={() => point(undefined)}
    >
      <div role="cell" aria-colindex={1} className={styles.tick} style={pinnedAt(0)}>
        <input
          type="checkbox"
          tabIndex={tabIndex}
          checked={isSelected}
          onChange={(event) => onToggle(index, (event.nativeEvent as MouseEvent).shiftKey)}
          aria-label={`Select run ${row.number}`}
        />
      </div>
      <div role="cell" aria-colindex={2} className={styles.name} style={pinnedAt(1)} data-inside={isInGroup || undefined}>
        <RunDot number={row.number} />
        <a
          {...lead}
          href={href}
          tabIndex={tabIndex}
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
      {places.map((place) => (
        <RunCell key={columns[place]!.name} {...props} column={columns[place]!} place={place} />
      ))}
      <div role="cell" aria-colindex={columnIndexOf(columns.length)} style={cellAt(columns.length, false)}>
        <StatusMark run={row} />
      </div>
    </div>
  );
});

function RunCell({ row, column, place, ranges, firstResult, baseline, curves }: BoardRowProps & { column: Column; place: number }) {
  const style = cellAt(place, column.pinned);
  const shared = { role: 'cell', 'aria-colindex': columnIndexOf(place), 'data-pinned': column.pinned };
  if (isCurve(column.name)) {
    const curve = curves?.[column.name];
    return (
      <div {...shared} className={styles.curve} style={style}>
        {curve && <Sparkline curve={curve} number={row.number} label={`${curve.key} of run ${row.number}`} />}
      </div>
    );
  }
  const cell = row.cells[column.name];
  // A failure says why where its result would stand.
  if (cell == null && row.reason && row.status !== 'FINISHED' && column.name === firstResult) {
    return (
      <div {...shared} className="muted" title={row.reason} style={style}>
        {row.reason}
      </div>
    );
  }
  const { low, high, best } = ranges[column.name] ?? noRange;
  const value = column.value(cell);
  const text = !(column.name in row.cells) ? '…' : column.text(cell);
  const beside = column.beside(cell);
  const by = baseline && baseline.id !== row.id ? value - column.value(baseline.cells[column.name]) : Number.NaN;
  const tint = column.colored && high > low && Number.isFinite(value) ? ((value - low) / (high - low)).toFixed(3) : undefined;
  return (
    <div
      {...shared}
      title={text}
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
export function WaitingRow({ top, index, columns, places }: Pick<RowPlace, 'top' | 'index' | 'columns' | 'places'>) {
  return (
    <div role="row" aria-rowindex={index + 2} aria-busy className={styles.row} style={{ transform: `translateY(${top}px)` }}>
      <div role="cell" aria-colindex={1} className={styles.tick} style={pinnedAt(0)} />
      <div role="cell" aria-colindex={2} className={styles.name} style={pinnedAt(1)}>
        <i className={styles.coming} />
      </div>
      {[...places, columns.length].map((place) => (
        <div role="cell" key={place} aria-colindex={columnIndexOf(place)} style={cellAt(place, false)} />
      ))}
    </div>
  );
}

function toneOf(by: number, better: Column['better']): 'good' | 'bad' | undefined {
  if (better === undefined || by === 0) return undefined;
  return by > 0 === (better === 'more') ? 'good' : 'bad';
}
