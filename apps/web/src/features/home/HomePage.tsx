'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useQuery } from 'urql';
import { HomeDocument } from '../../generated/home.ts';
import { plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Attention } from './Attention.tsx';
import { attentionOf } from './attention.ts';
import styles from './Home.module.css';
import { ProjectCard } from './ProjectCard.tsx';
import { TeamQueue } from './TeamQueue.tsx';

// Forms are fetched when they are needed, so that the page is there before them.
const FirstSteps = dynamic(() => import('./FirstSteps.tsx').then((module) => module.FirstSteps), {
  ssr: false,
  loading: () => <Waiting />,
});
const NewTeam = dynamic(() => import('./NewPlace.tsx').then((module) => module.NewTeam), { ssr: false });
const NewProject = dynamic(() => import('./NewPlace.tsx').then((module) => module.NewProject), { ssr: false });

const weekMs = 7 * 24 * 3_600_000;

/** Teams with their projects, what runs and waits, and what asks for somebody; on the first visit the first three steps. */
export function HomePage() {
  const [since] = useState(() => new Date(Date.now() - weekMs).toISOString());
  const [{ data, error }, retry] = useQuery({ query: HomeDocument, variables: { since } });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  const { teams, installation, user } = data.viewer;
  const projects = teams.flatMap((team) => team.projects.nodes);
  if (projects.length === 0 && teams.length > 0 && teams.every((team) => team.role === 'VIEWER')) {
    return (
      <Page title="Home">
        <Empty title="Nothing to see yet">
          You may look at everything in {teams.map((team) => team.name).join(', ')}, and there is no project yet. Those who may write there
          can make one.
        </Empty>
      </Page>
    );
  }
  if (projects.length === 0) return <FirstSteps teams={teams} name={user?.name ?? ''} samples={installation.sampleDataAvailable} />;
  return (
    <Page title="Home" subtitle={`${plural(projects.length, 'project')} in ${plural(teams.length, 'team')}`} actions={<NewTeam />}>
      <Attention points={attentionOf(teams)} />
      {teams.map((team) => (
        <section key={team.id} aria-labelledby={`team-${team.slug}`}>
          <div className={styles.teamHead}>
            <h2 id={`team-${team.slug}`}>{team.name}</h2>
            {team.role !== 'VIEWER' && <NewProject team={team} />}
          </div>
          <TeamQueue team={team} />
          {team.projects.nodes.length === 0 && <p className="muted">No project yet.</p>}
          <div className={styles.cards}>
            {team.projects.nodes.map((project) => (
              <ProjectCard key={project.id} team={team.slug} project={project} />
            ))}
          </div>
        </section>
      ))}
    </Page>
  );
}
