'use client';
import { Button } from '@mantine/core';
import { apart } from '../../ui/apart.tsx';
import Link from 'next/link';
import { useState } from 'react';
import type { HomeQuery } from '../../generated/home.ts';
import { links } from '../../lib/links.ts';
import styles from './Home.module.css';
import { ProjectCard } from './ProjectCard.tsx';
import { ProjectLine } from './ProjectLine.tsx';
import { TeamQueue } from './TeamQueue.tsx';

const NewProject = apart(() => import('./NewPlace.tsx').then((module) => module.NewProject));
const AllProjects = apart(() => import('./AllProjects.tsx').then((module) => module.AllProjects));

interface TeamSectionProps {
  team: HomeQuery['viewer']['teams'][number];
  search: string;
  /** A line for each project, where there are many teams. */
  isShort: boolean;
}

/** A team: its queue, its newest projects with what happened in them, and all the others by name. */
export function TeamSection({ team, search, isShort }: TeamSectionProps) {
  const [all, setAll] = useState(false);
  const { nodes, totalCount } = team.projects;
  return (
    <section aria-labelledby={`team-${team.slug}`}>
      <div className={styles.teamHead}>
        <h2 id={`team-${team.slug}`}>{team.name}</h2>
        <Link href={links.members(team.slug)} prefetch={false} aria-label={`Members of ${team.name}`}>
          Members
        </Link>
        {team.role !== 'VIEWER' && <NewProject team={team} />}
      </div>
      {!search && <TeamQueue team={team} />}
      {totalCount === 0 && <p className="muted">No project yet.</p>}
      {isShort ? (
        <ul className={styles.lines}>
          {nodes.map((project) => (
            <ProjectLine key={project.id} team={team.slug} project={project} />
          ))}
        </ul>
      ) : (
        <div className={styles.cards}>
          {nodes.map((project) => (
            <ProjectCard key={project.id} team={team.slug} project={project} />
          ))}
        </div>
      )}
      {totalCount > nodes.length &&
        (all ? (
          <AllProjects key={search} team={team.slug} search={search} shown={new Set(nodes.map((project) => project.id))} />
        ) : (
          <Button variant="default" mt="md" onClick={() => setAll(true)}>
            Show all {totalCount} projects
          </Button>
        ))}
    </section>
  );
}
