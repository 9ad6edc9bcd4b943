import { useEffect, useState } from 'react';
import styles from './Waiting.module.css';

/** Nothing for a moment, then grey lines: what comes at once should not flicker. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.waiting} role="status" aria-label="Loading" data-late={late || undefined}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} style={{ width: `${95 - ((index * 37) % 45)}%` }} />
      ))}
    </div>
  );
}
