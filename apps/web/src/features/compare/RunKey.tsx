import { RunDot } from '../../charts/draw/RunDot.tsx';
import styles from './Compare.module.css';

/** Which colour is which run, for figures that stand beside each other. */
export function RunKey({ runs }: { runs: readonly { readonly id: string; readonly number: number; readonly name: string }[] }) {
  return (
    <ul className={styles.key} aria-label="Runs in the figures">
      {runs.map((run) => (
        <li key={run.id}>
          <RunDot number={run.number} /> <span>{run.name}</span> <span className="muted">#{run.number}</span>
        </li>
      ))}
    </ul>
  );
}
