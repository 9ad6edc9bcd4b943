'use client';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useQuery } from 'urql';
import { ViewerDocument } from '../../generated/navigation.ts';
import { connection } from '../../lib/connection.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { session } from '../../lib/session.ts';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Navigation } from './Navigation.tsx';
import { type Overlay, Overlays } from './Overlays.tsx';
import styles from './Shell.module.css';

// Who has no team yet would otherwise not be asked for again when they make or join one.
const withTeams = { additionalTypenames: ['Team', 'Member'] };

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
  const [overlay, setOverlay] = useState<Overlay>();
  const show = useCallback((next: Overlay | undefined) => {
    setOpen(false);
    setOverlay(next);
  }, []);
  const [{ data, error }, retry] = useQuery({ query: ViewerDocument, context: withTeams });
  const role = data?.viewer.teams.find((team) => team.slug === project.team)?.role;
  const [wasIn, setWasIn] = useState(false);
  if (data?.viewer.user && !wasIn) setWasIn(true);
  const anonymous = data !== undefined && !data.viewer.user;

  useEffect(() => {
    if (anonymous && !wasIn) router.replace(links.signIn(`${location.pathname}${location.search}`));
  }, [anonymous, wasIn, router]);
  useEffect(() => {
    if (!anonymous) return;
    // They may have signed in again in another tab.
    const look = () => retry({ requestPolicy: 'network-only' });
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [anonymous, retry]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place closes the menu
  useEffect(() => setOpen(false), [path]);

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#page">
        Skip to the page
      </a>
      <nav className={styles.side} aria-label="Main" data-open={open || undefined}>
        <Navigation viewer={data?.viewer} role={role} project={project} onOpen={show} />
      </nav>
      <button type="button" className={styles.menu} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Close' : 'Menu'}
      </button>
      <main className={styles.main} id="page" tabIndex={-1}>
        <Notices isOut={anonymous && wasIn} />
        {error && !data ? (
          <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />
        ) : wasIn ? (
          children
        ) : null}
      </main>
      {data?.viewer.user && (
        <Overlays open={overlay} onOpen={show} role={role} hasPassword={data.viewer.user.hasPassword} project={project} />
      )}
    </div>
  );
}

/** Says that what is seen may be old while the server does not answer, and that nothing can be done once the session is over. */
function Notices({ isOut }: { isOut: boolean }) {
  const online = useSyncExternalStore(connection.subscribe, connection.isOnline, () => true);
  const ended = useSyncExternalStore(session.subscribe, session.hasEnded, () => false);
  return (
    <div role="status">
      {!online && (
        <p className={styles.notice}>
          <b>No connection.</b> What you see may be old. This page goes on by itself when the server answers again.
        </p>
      )}
      {online && (ended || isOut) && (
        <p className={styles.notice}>
          <b>Your session has ended.</b> <a href={links.signIn(`${location.pathname}${location.search}`)}>Sign in again</a> to go on here.
        </p>
      )}
    </div>
  );
}
