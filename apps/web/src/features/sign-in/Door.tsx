import { type ReactNode, useEffect } from 'react';
import { Mark } from '../../ui/Mark.tsx';
import styles from './Door.module.css';

export function Door({ title, lead, children }: { title: string; lead: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Atelier`;
  }, [title]);
  return (
    <main className={styles.door}>
      <p className={styles.brand}>
        <Mark /> Atelier
      </p>
      <h1>{title}</h1>
      <p className="muted">{lead}</p>
      {children}
    </main>
  );
}
