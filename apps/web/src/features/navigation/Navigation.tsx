import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useMutation, useQuery, useSubscription } from 'urql';
import {
  NavigationBoardChangedDocument,
  NavigationProjectDocument,
  SignOutDocument,
  type ViewerQuery,
} from '../../generated/navigation.ts';
import { links } from '../../lib/links.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { Mark } from '../../ui/Mark.tsx';
import styles from './Navigation.module.css';
import { NavigationLink } from './NavigationLink.tsx';
import { QueueFoot } from './QueueFoot.tsx';

const ProjectMenu = dynamic(() => import('./ProjectMenu.tsx').then((module) => module.ProjectMenu), {
  ssr: false,
  loading: () => <p className={styles.project}>&nbsp;</p>,
});

interface NavigationProps {
  viewer: ViewerQuery['viewer'] | undefined;
  project: ProjectRef;
}

export function Navigation({ viewer, project }: NavigationProps) {
  const [{ data }] = useQuery({
    query: NavigationProjectDocument,
    variables: { team: project.team, slug: project.slug },
    pause: !project.slug,
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
  const { ref } = project;
  const role = viewer?.teams.find((team) => team.slug === project.team)?.role;
  const rules = role === 'OWNER' || role === 'ADMIN';
  return (
    <>
      <Link className={styles.brand} href={links.home()} prefetch={false}>
        <Mark /> Atelier
      </Link>
      <div className={styles.links}>
        <NavigationLink href={links.home()}>Home</NavigationLink>
        {project.slug && (
          <>
            <ProjectMenu viewer={viewer} name={inside?.name ?? project.slug} />
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
            <p className={styles.group}>Team</p>
            <NavigationLink href={links.members(ref)}>Members</NavigationLink>
            <NavigationLink href={links.keys(ref)}>Keys</NavigationLink>
            {rules && <NavigationLink href={links.audit(ref)}>Audit</NavigationLink>}
            <NavigationLink href={links.appearance(ref)}>Appearance</NavigationLink>
          </>
        )}
      </div>
      {project.team && <QueueFoot team={project.team} project={ref} />}
      {viewer?.user && <Person name={viewer.user.name} />}
    </>
  );
}

function Person({ name }: { name: string }) {
  const [, signOut] = useMutation(SignOutDocument);
  return (
    <div className={styles.person}>
      <span>{name}</span>
      <button
        type="button"
        onClick={async () => {
          await signOut({});
          location.assign(links.signIn());
        }}
      >
        Sign out
      </button>
    </div>
  );
}
