import { Button } from '@mantine/core';
import type { Problem } from '../lib/problem.ts';
import styles from './Panels.module.css';

/** A failure in place of what it kept from being shown: what happened, what to do, and a way to try again. */
export function ProblemPanel({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const title = titles[problem.code] ?? 'Something went wrong';
  return (
    <div className={styles.center} role="alert">
      <h2 className={styles.title}>{title}</h2>
      <p>{problem.message}</p>
      {problem.hint && <p className="muted">{problem.hint}</p>}
      {problem.code === 'NOT_FOUND' && <a href="/">All teams and projects</a>}
      {onRetry && problem.code !== 'NOT_FOUND' && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

const titles: Record<string, string> = {
  OFFLINE: 'No connection',
  NOT_FOUND: 'Not here',
  FORBIDDEN: 'Not allowed',
  UNAUTHENTICATED: 'Sign in first',
  RATE_LIMITED: 'Too fast',
  UNAVAILABLE: 'Not available now',
};
