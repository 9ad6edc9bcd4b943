'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { apart } from '../../ui/apart.tsx';
import { useState } from 'react';
import { useQuery } from 'urql';
import { HomeDocument } from '../../generated/home.ts';
import { plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Attention } from './Attention.tsx';
import { attentionOf } from './attention.ts';
import styles from './Home.module.css';
import { TeamSection } from './TeamSection.tsx';

// Forms are fetched when they are needed, so that the page is there before them.
const FirstSteps = apart(() => import('./FirstSteps.tsx').then((module) => module.FirstSteps), <Waiting />);
const NewTeam = apart(() => import('./NewPlace.tsx').then((module) => module.NewTeam));
const SearchField = apart(() => import('../../ui/SearchField.tsx').then((module) => module.SearchField));

const weekMs = 7 * 24 * 3_600_000;
const restMs = 250;
/** With more projects than these, one may want to look for one. */
const inSight = 8;
/** With more teams than these, a line is said of each project. */
const inDetail = 4;
// Who has no team yet would otherwise not be asked for again when they make one.
const withTeams = { additionalTypenames: ['Team'] };

/** Teams with their projects, what runs and waits, and what asks for somebody; on the first visit the first three steps. */
export function HomePage() {
  const [since] = useState(() => new Date(Date.now() - weekMs).toISOString());
  const [search, setSearch] = useQueryState('search');
  const [wanted] = useDebouncedValue(search.trim().slice(0, 100), restMs);
  const [{ data, error, stale }, retry] = useQuery({
    query: HomeDocument,
    variables: { since, search: wanted || null },
    context: withTeams,
  });
  const [isFirst, setFirst] = useState(false);
  const teams = data?.viewer.teams ?? [];
  const total = teams.reduce((sum, team) => sum + team.projects.totalCount, 0);
  const writes = teams.filter((team) => team.role !== 'VIEWER');
  const isEmpty = data !== undefined && !stale && !wanted && total === 0 && (teams.length === 0 || writes.length > 0);
  // They stay until the page is left: what is made in them fills the home behind them.
  if (isEmpty && !isFirst) setFirst(true);
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  const { installation, user } = data.viewer;
  if (isFirst) return <FirstSteps teams={writes} name={user?.name ?? ''} samples={installation.sampleDataAvailable} />;
  if (total === 0 && !search) {
    return (
      <Page title="Home">
        <Empty title="Nothing to see yet" action={<NewTeam />}>
          You may look at everything in {teams.map((team) => team.name).join(', ')}, and there is no project yet. Those who may write there
          can make one; or make a team of your own.
        </Empty>
      </Page>
    );
  }
  return (
    <Page
      title="Home"
      subtitle={wanted ? `${plural(total, 'project')} found` : `${plural(total, 'project')} in ${plural(teams.length, 'team')}`}
      actions={
        <div className={styles.row}>
          {(total > inSight || search) && <SearchField label="Find a project" value={search} onChange={setSearch} />}
          <NewTeam />
        </div>
      }
    >
      {!wanted && <Attention points={attentionOf(teams)} />}
      {wanted && total === 0 && <p className="muted">No project has “{wanted}” in its name.</p>}
      {teams
        .filter((team) => !wanted || team.projects.totalCount > 0)
        .map((team) => (
          <TeamSection key={team.id} team={team} search={wanted} isShort={teams.length > inDetail} />
        ))}
    </Page>
  );
}
