import { describeStatus, type RunState } from '../prepare/run-status.ts';
import styles from './StatusMark.module.css';

export function StatusMark({ run }: { run: RunState }) {
  const { text, tone } = describeStatus(run);
  return (
    <span className={styles.mark} data-tone={tone} title={run.reason ?? undefined}>
      {text}
    </span>
  );
}
