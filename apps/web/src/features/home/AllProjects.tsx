'use client';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { TeamProjectsDocument, type TeamProjectsQuery } from '../../generated/home.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Home.module.css';
import { ProjectLine } from './ProjectLine.tsx';

type Project = NonNullable<TeamProjectsQuery['team']>['projects']['nodes'][number];

interface AllProjectsProps {
  team: string;
  search: string;
  /** Those that stand above with more about them. */
  shown: ReadonlySet<string>;
}

/** The rest of a team's projects, a line each. */
export function AllProjects({ team, search, shown }: AllProjectsProps) {
  const [after, setAfter] = useState<string | null>(null);
  const [pages, setPages] = useState<readonly Project[]>([]);
  const [{ data, error, fetching }] = useQuery({ query: TeamProjectsDocument, variables: { slug: team, search: search || null, after } });
  const page = data?.team?.projects;
  useEffect(() => {
    if (page) setPages((before) => [...before.filter((project) => !page.nodes.some((node) => node.id === project.id)), ...page.nodes]);
  }, [page]);
  if (error && pages.length === 0) return <FormProblem problem={problemOf(error)} />;
  if (pages.length === 0) return <Waiting lines={4} />;
  return (
    <>
      <ul className={styles.lines}>
        {pages
          .filter((project) => !shown.has(project.id))
          .map((project) => (
            <ProjectLine key={project.id} team={team} project={project} />
          ))}
      </ul>
      {page?.pageInfo.hasNextPage && (
        <Button variant="default" mt="md" loading={fetching} onClick={() => setAfter(page.pageInfo.endCursor ?? null)}>
          Show more
        </Button>
      )}
    </>
  );
}
