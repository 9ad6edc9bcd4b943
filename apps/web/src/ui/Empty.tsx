import type { ReactNode } from 'react';
import styles from './Panels.module.css';

/** What stands where there is nothing yet: one line that says so, one that says what would bring something, and the way there. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.center}>
      <h2 className={styles.title}>{title}</h2>
      {children && <div className="muted">{children}</div>}
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  );
}
