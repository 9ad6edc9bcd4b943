import { useState } from 'react';
import { apart } from '../../ui/apart.tsx';
import styles from './Run.module.css';
import type { Run } from './RunHeader.tsx';

const RunNameInput = apart(() => import('./RunNameInput.tsx').then((module) => module.RunNameInput));

/** What the run is called. A double click, or the pencil, gives it another name. */
export function RunTitle({ run }: { run: Run }) {
  const [editing, setEditing] = useState(false);
  if (editing) return <RunNameInput run={run} onDone={() => setEditing(false)} />;
  return (
    <span className={styles.title}>
      <h1 onDoubleClick={() => setEditing(true)}>{run.name}</h1>
      <button
        type="button"
        className={styles.pencil}
        aria-label="Rename the run"
        title="Rename"
        onPointerEnter={RunNameInput.preload}
        onFocus={RunNameInput.preload}
        onClick={() => setEditing(true)}
      >
        <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden>
          <path d="M2.5 13.5l.7-3 7.6-7.6 2.3 2.3-7.6 7.6zM9.4 4.3l2.3 2.3" />
        </svg>
      </button>
    </span>
  );
}
