'use client';
import { useQuery } from 'urql';
import { TeamMembersDocument } from '../../generated/settings.ts';
import { plural } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { InvitationsPanel } from './InvitationsPanel.tsx';
import { MemberRow } from './MemberRow.tsx';
import { rules } from './roles.ts';

/** Who is in the team, and for those who look after it: who is invited, and the way in for others. */
export function MembersPage() {
  const { team: slug } = useProjectRef();
  const [{ data, error }, ask] = useQuery({ query: TeamMembersDocument, variables: { slug } });
  const refresh = () => ask({ requestPolicy: 'network-only' });
  if (error && !data?.team) return <ProblemPanel problem={problemOf(error)} onRetry={refresh} />;
  if (!data) return <Waiting />;
  const { team, viewer } = data;
  if (!team) return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such team.', fields: {} }} />;
  const owners = team.members.filter((member) => member.role === 'OWNER').length;
  return (
    <Page title="Members" subtitle={`${team.name} · ${plural(team.members.length, 'member')}`}>
      <Panel title="In the team">
        {team.members.map((member) => (
          <MemberRow
            key={member.user.id}
            team={team}
            member={member}
            isSelf={member.user.id === viewer.user?.id}
            owners={owners}
            onChange={refresh}
          />
        ))}
      </Panel>
      {rules(team.role) && <InvitationsPanel team={team} />}
    </Page>
  );
}
