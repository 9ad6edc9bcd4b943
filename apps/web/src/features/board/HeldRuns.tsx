import type { Brushes } from '../../charts/prepare/parallel.ts';
import { plural } from '../../lib/format.ts';
import styles from './Board.module.css';

interface HeldRunsProps {
  count: number;
  /** What holds them, in the filter language; none where that cannot say it. */
  condition: string | undefined;
  onBrush: (brushes: Brushes) => void;
  onFilter: (condition: string) => void;
}

/** How many runs a brush holds, and what can be done with them. */
export function HeldRuns({ count, condition, onBrush, onFilter }: HeldRunsProps) {
  return (
    <p className={styles.held} role="status">
      <span>{plural(count, 'run')} held</span>
      <button type="button" className={styles.chip} onClick={() => onBrush({})}>
        Let go
      </button>
      {condition && (
        <button
          type="button"
          className={styles.chip}
          onClick={() => {
            onBrush({});
            onFilter(condition);
          }}
        >
          Show only these
        </button>
      )}
    </p>
  );
}
