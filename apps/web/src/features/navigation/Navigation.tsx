import { apart } from '../../ui/apart.tsx';
import Link from 'next/link';
import { useQuery, useSubscription } from 'urql';
import { NavigationBoardChangedDocument, NavigationProjectDocument, type ViewerQuery } from '../../generated/navigation.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { Mark } from '../../ui/Mark.tsx';
import type { Role } from './commands.ts';
import { commandKey } from './shortcuts.ts';
import styles from './Navigation.module.css';
import { NavigationLink } from './NavigationLink.tsx';
import type { Overlay } from './Overlays.tsx';
import { QueueFoot } from './QueueFoot.tsx';
import { useSignOut } from './use-sign-out.ts';

const ProjectMenu = apart(() => import('./ProjectMenu.tsx').then((module) => module.ProjectMenu), <p className={styles.project}>&nbsp;</p>);

type Viewer = NonNullable<ViewerQuery['viewer']['user']>;

interface NavigationProps {
  viewer: ViewerQuery['viewer'] | undefined;
  role: Role | undefined;
  project: ProjectRef;
  onOpen: (overlay: Overlay) => void;
}

// A project without data names no dataset, and the first one changes its counts all the same.
const withDatasets = { additionalTypenames: ['Dataset', 'DatasetVersion'] };

export function Navigation({ viewer, role, project, onOpen }: NavigationProps) {
  const [{ data, error }] = useQuery({
    query: NavigationProjectDocument,
    variables: { team: project.team, slug: project.slug },
    pause: !project.slug,
    context: withDatasets,
  });
  const stored = project.slug ? data?.project : null;
  // Its events bring the counts themselves. Asking again at each would close and open the subscription, which begins with an event.
  const [{ data: change }] = useSubscription({
    query: NavigationBoardChangedDocument,
    variables: { project: stored?.id ?? '' },
    pause: !stored,
  });
  const inside = stored && change?.boardChanged.id === stored.id ? change.boardChanged : stored;
  const counts = inside?.counts;
  // What is not there, or is not for them, has no pages to go to.
  const isMissing = error && !stored && problemOf(error).code === 'NOT_FOUND';
  const { ref } = project;
  const rules = role === 'OWNER' || role === 'ADMIN';
  return (
    <>
      <Link className={styles.brand} href={links.home()} prefetch={false}>
        <Mark /> Atelier
      </Link>
      <button type="button" className={styles.find} onClick={() => onOpen('palette')}>
        <span>Find…</span>
        <kbd>{commandKey} K</kbd>
      </button>
      <div className={styles.links}>
        <NavigationLink href={links.home()}>Home</NavigationLink>
        {project.slug && !isMissing && (
          <>
            <ProjectMenu name={inside?.name ?? project.slug} current={ref} onFind={() => onOpen('palette')} />
            <NavigationLink href={links.runs(ref)} also={['/run']} count={counts?.runs}>
              Runs
            </NavigationLink>
            <NavigationLink href={links.compare(ref)}>Compare</NavigationLink>
            <NavigationLink href={links.fusions(ref)} also={['/fusion']} count={counts?.fusions}>
              Fusions
            </NavigationLink>
            <NavigationLink href={links.data(ref)} also={['/dataset']} count={counts?.datasets}>
              Data
            </NavigationLink>
            <NavigationLink href={links.launch(ref)}>Launch</NavigationLink>
            <NavigationLink href={links.queue(ref)} count={counts?.queued}>
              Queue
            </NavigationLink>
          </>
        )}
        {role && (
          <>
            <p className={styles.group}>Team</p>
            <NavigationLink href={links.members(ref)}>Members</NavigationLink>
            {rules && <NavigationLink href={links.keys(ref)}>Keys</NavigationLink>}
            {rules && <NavigationLink href={links.audit(ref)}>Audit</NavigationLink>}
          </>
        )}
        <p className={styles.group}>You</p>
        <NavigationLink href={links.account(ref)}>Account</NavigationLink>
        <NavigationLink href={links.appearance(ref)}>Appearance</NavigationLink>
      </div>
      {role && <QueueFoot team={project.team} project={ref} />}
      {viewer?.user && <Person user={viewer.user} onShortcuts={() => onOpen('shortcuts')} />}
    </>
  );
}

function Person({ user, onShortcuts }: { user: Viewer; onShortcuts: () => void }) {
  const signOut = useSignOut(user.hasPassword);
  return (
    <div className={styles.person}>
      <span>{user.name}</span>
      <button type="button" className={styles.keyboard} title="Shortcuts" aria-label="Shortcuts" onClick={onShortcuts}>
        <kbd>?</kbd>
      </button>
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </div>
  );
}
