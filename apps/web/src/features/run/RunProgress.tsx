import { Progress } from '@mantine/core';
import { duration } from '../../lib/format.ts';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';
import { isLaunched } from './run-kind.ts';

/** How far and how long still, while it runs; why not, when it failed. */
export function RunProgress({ run }: { run: Run }) {
  if (run.status === 'FAILED' || run.status === 'CRASHED' || (run.status === 'CANCELED' && run.reason)) {
    return (
      <div className={styles.failure} role="status">
        <strong>
          {run.status === 'CANCELED' ? 'Stopped' : 'Failed'}
          {run.progress?.epochs ? ` in epoch ${run.progress.epoch ?? 0} of ${run.progress.epochs}` : ''}
        </strong>
        {/* `canceled` says no more than the word before it. */}
        {run.reason !== 'canceled' && <span>{run.reason ?? 'No reason was given; the log may tell.'}</span>}
      </div>
    );
  }
  if (run.status !== 'RUNNING' && run.status !== 'STARTING' && run.status !== 'QUEUED') return null;
  const { progress } = run;
  if (!progress && !isLaunched(run.kind)) {
    return (
      <p className="muted" role="status" style={{ margin: 0 }}>
        Runs in a program of its own, which does not say how far it is. What it logs appears here by itself.
      </p>
    );
  }
  const words =
    run.status === 'QUEUED'
      ? 'Waits for an agent'
      : [
          progress?.epochs ? `epoch ${progress.epoch ?? 0} of ${progress.epochs}` : 'getting ready',
          ...(progress?.message ? [progress.message] : []),
          ...(progress?.etaMs ? [`${duration(progress.etaMs)} left`] : []),
        ].join(' · ');
  return (
    <div className={styles.progress} role="status">
      <Progress value={(progress?.fraction ?? 0) * 100} size="sm" animated={run.status === 'STARTING'} aria-label="Progress" />
      <span className="muted">{words}</span>
    </div>
  );
}
