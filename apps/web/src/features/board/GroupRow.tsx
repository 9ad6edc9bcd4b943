// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
import { memo } from 'react';
import { plural } from '../../lib/format.ts';
import styles from './BoardTable.module.css';
import { cellAt, columnIndexOf, pinnedAt, type RowPlace } from './cell-places.ts';
import type { Group } from './items.ts';
import { lead } from './use-rows-in-sight.ts';

interface GroupRowProps extends RowPlace {
  group: Group;
  isOpen: boolean;
  onToggle: (index: number) => void;
}

/** A group: what its runs share, how many they are, and of each number the mean with its interval. */
export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { top, index, isCurrent, isStop, group, isOpen, columns, places, onReach, onToggle } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      data-group
      data-current={isCurrent || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onReach(index)}
    >
      <div role="cell" aria-colindex={1} className={styles.tick} style={pinnedAt(0)}>
        <button
          {...lead}
          type="button"
          tabIndex={isStop ? 0 : -1}
          className={styles.fold}
          aria-expanded={isOpen}
          aria-label={`Runs of ${group.label}`}
          onClick={() => onToggle(index)}
        >
          {isOpen ? '▾' : '▸'}
        </button>
      </div>
      <div role="cell" aria-colindex={2} className={styles.name} style={pinnedAt(1)} title={group.label}>
        <span className={styles.label}>{group.label}</span>
        <span className="muted">{plural(group.count, 'run')}</span>
      </div>
      {places.map((place) => {
        const column = columns[place]!;
        const measure = group.measures.find((each) => each.column === column.name);
        const value = measure?.mean;
        const half = measure && measure.low != null && measure.high != null ? (Number(measure.high) - Number(measure.low)) / 2 : undefined;
        const written = (number: number) =>
          column.text(column.better && /^(test|validation|train)\./.test(column.name) ? { value: number } : number);
        return (
          <div
            key={column.name}
            role="cell"
            aria-colindex={columnIndexOf(place)}
            data-pinned={column.pinned}
            style={cellAt(place, column.pinned)}
            title={measure ? `mean of ${measure.count}, 95 % interval` : undefined}
          >
            {value == null ? '' : written(Number(value))}
            {half !== undefined && Number.isFinite(half) && half > 0 && <small> ± {written(half).replace(' %', '')}</small>}
          </div>
        );
      })}
      <div role="cell" aria-colindex={columnIndexOf(columns.length)} className="muted" style={cellAt(columns.length, false)}>
        {group.statuses
          .map(({ status, count }) =>
            status === 'FINISHED' && count === group.count ? 'all finished' : `${count} ${status.toLowerCase()}`,
          )
          .join(', ')}
      </div>
    </div>
  );
});
