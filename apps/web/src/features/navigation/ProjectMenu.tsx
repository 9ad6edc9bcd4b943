'use client';
import { Menu, UnstyledButton } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useQuery } from 'urql';
import { NavigationProjectsDocument } from '../../generated/navigation.ts';
import { links } from '../../lib/links.ts';
import { foundProjects } from './commands.ts';
import styles from './Navigation.module.css';

const most = 10;

interface ProjectMenuProps {
  name: string;
  /** `team/slug`. */
  current: string;
  onFind: () => void;
}

/** The project one is in, and the way to the others. */
export function ProjectMenu({ name, current, onFind }: ProjectMenuProps) {
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  const [{ data, fetching }] = useQuery({ query: NavigationProjectsDocument, variables: { search: null }, pause: !opened });
  const projects = foundProjects(current, data?.viewer.teams ?? []);
  return (
    <Menu position="bottom-start" width={240} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <UnstyledButton className={styles.project} aria-label={`Project ${name}: choose another`}>
          <span>{name}</span>
          <span aria-hidden>▾</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {projects.slice(0, most).map(({ id, name, note, to }) => (
          <Menu.Item key={id} onClick={() => 'href' in to && router.push(to.href)}>
            {name} <span className="muted">{note}</span>
          </Menu.Item>
        ))}
        {projects.length === 0 && <Menu.Label>{fetching ? 'Looking…' : 'There is no other project yet.'}</Menu.Label>}
        <Menu.Divider />
        {projects.length > most && <Menu.Item onClick={onFind}>Find another…</Menu.Item>}
        <Menu.Item onClick={() => router.push(links.home())}>All teams and projects</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
