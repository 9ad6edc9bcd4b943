'use client';
import { Menu, UnstyledButton } from '@mantine/core';
import { useRouter } from 'next/navigation';
import type { ViewerQuery } from '../../generated/navigation.ts';
import { links } from '../../lib/links.ts';
import styles from './Navigation.module.css';

/** The project one is in, and the way to the others. */
export function ProjectMenu({ viewer, name }: { viewer: ViewerQuery['viewer'] | undefined; name: string }) {
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
