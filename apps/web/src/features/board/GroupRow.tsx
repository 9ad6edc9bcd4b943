// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive: rows that exist only while they are seen cannot be laid out as a <table>; the roles say what they are
import { memo } from 'react';
import { plural } from '../../lib/format.ts';
import { pinnedAt } from './BoardRow.tsx';
import styles from './BoardTable.module.css';
import type { Column } from './columns.ts';
import type { Group } from './items.ts';

interface GroupRowProps {
  top: number;
  index: number;
  isCurrent: boolean;
  group: Group;
  isOpen: boolean;
  columns: readonly Column[];
  onToggle: (index: number) => void;
}

/** A group: what its runs share, how many they are, and of each number the mean with its interval. */
export const GroupRow = memo(function GroupRow({ top, index, isCurrent, group, isOpen, columns, onToggle }: GroupRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      data-group
      data-current={isCurrent || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="cell" className={styles.tick} style={pinnedAt(0)}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={isOpen}
          aria-label={`Runs of ${group.label}`}
          onClick={() => onToggle(index)}
        >
          {isOpen ? '▾' : '▸'}
        </button>
      </div>
      <div role="cell" className={styles.name} style={pinnedAt(1)} title={group.label}>
        <span className={styles.label}>{group.label}</span>
        <span className="muted">{plural(group.count, 'run')}</span>
      </div>
      {columns.map((column, place) => {
        const measure = group.measures.find((each) => each.column === column.name);
        const value = measure?.mean;
        const half = measure && measure.low != null && measure.high != null ? (Number(measure.high) - Number(measure.low)) / 2 : undefined;
        const written = (number: number) =>
          column.text(column.better && /^(test|validation|train)\./.test(column.name) ? { value: number } : number);
        return (
          <div
            key={column.name}
            role="cell"
            data-pinned={column.pinned}
            style={column.pinned ? pinnedAt(place + 2) : undefined}
            title={measure ? `mean of ${measure.count}, 95 % interval` : undefined}
          >
            {value == null ? '' : written(Number(value))}
            {half !== undefined && Number.isFinite(half) && half > 0 && <small> ± {written(half).replace(' %', '')}</small>}
          </div>
        );
      })}
      <div role="cell" className="muted">
        {group.statuses
          .map(({ status, count }) =>
            status === 'FINISHED' && count === group.count ? 'all finished' : `${count} ${status.toLowerCase()}`,
          )
          .join(', ')}
      </div>
    </div>
  );
});
