import { RunDot } from './RunDot.tsx';
import styles from './RunList.module.css';

export interface ListedRun {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly kind: string;
  readonly note?: string | undefined;
}

interface RunListProps {
  runs: readonly ListedRun[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Runs to tick. */
export function RunList({ runs, chosen, onChange }: RunListProps) {
  return (
    <div className={styles.list}>
      {runs.map((run) => (
        <label key={run.id}>
          <input
            type="checkbox"
            checked={chosen.includes(run.id)}
            onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, run.id] : chosen.filter((id) => id !== run.id))}
          />
          <RunDot number={run.number} />
          <span>
            {run.name}{' '}
            <span className="muted">
              #{run.number} {run.kind}
            </span>
          </span>
          <span className="muted">{run.note}</span>
        </label>
      ))}
    </div>
  );
}
