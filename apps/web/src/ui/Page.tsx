'use client';
import { type ReactNode, useEffect } from 'react';
import styles from './Panels.module.css';

interface PageProps {
  title: string;
  /** What stands in place of the title where more can be done with it than be read; it holds the `h1`. */
  heading?: ReactNode;
  /** The question, the split and the size, in one muted line. */
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, heading, subtitle, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Atelier`;
  }, [title]);
  return (
    <>
      <header className={styles.header}>
        <div className={styles.headline}>
          {heading ?? <h1>{title}</h1>}
          {subtitle && <span className="muted">{subtitle}</span>}
        </div>
        {actions}
      </header>
      <div className={styles.body}>{children}</div>
    </>
  );
}

/** A card with its title left and what it shows right, in muted. */
export function Panel({
  title,
  note,
  children,
  className,
}: {
  title?: ReactNode;
  note?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <section className={className ? `${styles.panel} ${className}` : styles.panel}>
      {(title || note) && (
        <div className={styles.panelHead}>
          <h2>{title}</h2>
          {note && <span>{note}</span>}
        </div>
      )}
      {children}
    </section>
  );
}
