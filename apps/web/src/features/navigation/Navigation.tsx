import { Menu, UnstyledButton } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
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

interface NavigationProps {
  viewer: ViewerQuery['viewer'] | undefined;
  project: ProjectRef;
}

export function Navigation({ viewer, project }: NavigationProps) {
  const [{ data }, refresh] = useQuery({
    query: NavigationProjectDocument,
    variables: { team: project.team, slug: project.slug },
    pause: !project.slug,
  });
  const [{ data: change }] = useSubscription({
    query: NavigationBoardChangedDocument,
    variables: { project: data?.project?.id ?? '' },
    pause: !data?.project,
  });
  useEffect(() => {
    if (change) refresh({ requestPolicy: 'network-only' });
  }, [change, refresh]);
  const inside = project.slug ? data?.project : null;
  const counts = inside?.counts;
  const { ref } = project;
  return (
    <>
      <a className={styles.brand} href={links.home()}>
        <Mark /> Atelier
      </a>
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
            <NavigationLink href={links.appearance(ref)}>Appearance</NavigationLink>
          </>
        )}
      </div>
      {project.team && <QueueFoot team={project.team} project={ref} />}
      {viewer?.user && <Person name={viewer.user.name} />}
    </>
  );
}

function ProjectMenu({ viewer, name }: { viewer: NavigationProps['viewer']; name: string }) {
  const router = useRouter();
  const projects = (viewer?.teams ?? []).flatMap((team) =>
    team.projects.nodes.map((project) => ({ ref: `${team.slug}/${project.slug}`, name: project.name, team: team.name })),
  );
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={styles.project} aria-label={`Project ${name}: choose another`}>
          <span>{name}</span>
          <span aria-hidden>▾</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {projects.map((project) => (
          <Menu.Item key={project.ref} onClick={() => router.push(links.runs(project.ref))}>
            {project.name} <span className="muted">{project.team}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => router.push(links.home())}>All teams and projects</Menu.Item>
      </Menu.Dropdown>
    </Menu>
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
