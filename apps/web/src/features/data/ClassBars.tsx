import { count } from '../../lib/format.ts';
import styles from './Data.module.css';

interface ClassBarsProps {
  classes: readonly { name: string; count: number }[];
  chosen: string;
  onChoose: (name: string) => void;
}

/** How many works each class has; a click shows only these. */
export function ClassBars({ classes, chosen, onChoose }: ClassBarsProps) {
  if (classes.length === 0)
    return (
      <p className="muted" style={{ margin: 0 }}>
        No file said what the works are.
      </p>
    );
  const most = Math.max(...classes.map((entry) => entry.count), 1);
  return (
    <div>
      {classes.map((entry) => (
        <button
          key={entry.name}
          type="button"
          className={styles.bar}
          aria-pressed={chosen === entry.name}
          onClick={() => onChoose(entry.name)}
        >
          <span title={entry.name}>{entry.name}</span>
          <span className={styles.track}>
            <div style={{ width: `${(entry.count / most) * 100}%` }} />
          </span>
          <span>{count(entry.count)}</span>
        </button>
      ))}
    </div>
  );
}
