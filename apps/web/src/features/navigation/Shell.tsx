'use client';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useQuery } from 'urql';
import { ViewerDocument } from '../../generated/navigation.ts';
import { connection } from '../../lib/connection.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/project-ref.ts';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Navigation } from './Navigation.tsx';
import { PaletteKey } from './PaletteKey.tsx';
import styles from './Shell.module.css';

/** The frame of every page of somebody who is signed in: navigation at the left, the page at the right. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <Suspense
      fallback={
        <div className={styles.frame}>
          <nav className={styles.side} aria-hidden />
          <main className={styles.main} aria-busy />
        </div>
      }
    >
      <SignedIn>{children}</SignedIn>
    </Suspense>
  );
}

function SignedIn({ children }: { children: ReactNode }) {
  const router = useRouter();
  const path = usePathname();
  const project = useProjectRef();
  const [open, setOpen] = useState(false);
  const [{ data, error }, retry] = useQuery({ query: ViewerDocument });
  const anonymous = data !== undefined && !data.viewer.user;

  useEffect(() => {
    if (anonymous || (error && problemOf(error).code === 'UNAUTHENTICATED')) router.replace(links.signIn());
  }, [anonymous, error, router]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place closes the menu
  useEffect(() => setOpen(false), [path]);

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#page">
        Skip to the page
      </a>
      <nav className={styles.side} aria-label="Main" data-open={open || undefined}>
        <Navigation viewer={data?.viewer} project={project} />
      </nav>
      <button type="button" className={styles.menu} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Close' : 'Menu'}
      </button>
      <main className={styles.main} id="page" tabIndex={-1}>
        <Offline />
        {error && !data ? (
          <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />
        ) : data?.viewer.user ? (
          children
        ) : null}
      </main>
      <PaletteKey viewer={data?.viewer} project={project} />
    </div>
  );
}

/** Says that what is seen may be old, for as long as the server does not answer. */
function Offline() {
  const online = useSyncExternalStore(connection.subscribe, connection.isOnline, () => true);
  return (
    <div role="status">
      {!online && (
        <p className={styles.offline}>
          <b>No connection.</b> What you see may be old. This page goes on by itself when the server answers again.
        </p>
      )}
    </div>
  );
}
