'use client';
import { useQuery } from 'urql';
import { HomeDocument } from '../../generated/home.ts';
import { plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { NewProject, NewTeam } from './NewPlace.tsx';
import { ProjectCard } from './ProjectCard.tsx';
import styles from './Home.module.css';

export function HomePage() {
  const [{ data, error }, retry] = useQuery({ query: HomeDocument });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  const { teams, installation, user } = data.viewer;
  const projects = teams.flatMap((team) => team.projects.nodes);
  if (projects.length === 0) return <FirstSteps teams={teams} name={user?.name ?? ''} samples={installation.sampleDataAvailable} />;
  return (
    <Page title="Home" subtitle={`${plural(projects.length, 'project')} in ${plural(teams.length, 'team')}`} actions={<NewTeam />}>
      {teams.map((team) => (
        <section key={team.id} aria-labelledby={`team-${team.slug}`}>
          <div className={styles.teamHead}>
            <h2 id={`team-${team.slug}`}>{team.name}</h2>
            {team.role !== 'VIEWER' && <NewProject team={team} />}
          </div>
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
