'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useCallback, useEffect, useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { QueueChangedDocument, type QueueFragment, QueuePageDocument } from '../../generated/queue.ts';
import { duration, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { useFresh } from '../../lib/use-fresh.ts';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { AgentsPanel } from './AgentsPanel.tsx';
import { EndedPanel } from './EndedPanel.tsx';
import { LaunchRow } from './LaunchRow.tsx';
import { waitingWords } from './progress-words.ts';

/** What waits, what runs where and how far, how busy the machines are, and what came to an end. */
export function QueuePage() {
  const project = useProjectRef();
  const [{ data, error }, retry] = useQuery({ query: QueuePageDocument, variables: { team: project.team } });
  const [{ data: change }] = useSubscription({
    query: QueueChangedDocument,
    variables: { team: data?.team?.id ?? '' },
    pause: !data?.team,
  });
  // Asked for or told: what came last is shown.
  const [latest, setLatest] = useState<QueueFragment>();
  useEffect(() => setLatest(data?.team ?? undefined), [data]);
  useEffect(() => {
    if (change) setLatest(change.queueChanged);
  }, [change]);
  // Who is online, how busy the machines are and how far a run is changes without a word of the queue.
  const runs = latest?.queue.nodes.some((launch) => launch.status === 'LEASED') ?? false;
  useFresh(
    useCallback(() => retry({ requestPolicy: 'network-only' }), [retry]),
    runs ? 2_000 : 15_000,
  );
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  if (!data.team) return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such team.', fields: {} }} />;
  const { queue, agents } = latest ?? data.team;
  const running = queue.nodes.filter((launch) => launch.status === 'LEASED');
  const waiting = queue.nodes.filter((launch) => launch.status === 'QUEUED');
  const online = agents.filter((agent) => agent.online).length;
  const left = running.reduce((sum, launch) => sum + (launch.run.progress?.etaMs ?? 0), 0);
  return (
    <Page
      title="Queue"
      subtitle={`${data.team.name} · ${running.length} running, ${waiting.length} waiting`}
      actions={
        <Button component={Link} href={links.launch(project.ref)} prefetch={false}>
          Launch
        </Button>
      }
    >
      <Panel
        title="Running"
        note={[plural(online, 'agent').concat(' online'), ...(left > 0 ? [`${duration(left)} of work left`] : [])].join(' · ')}
      >
        {running.length === 0 && (
          <p className="muted" style={{ margin: 0 }}>
            Nothing runs now.
          </p>
        )}
        {running.map((launch) => (
          <LaunchRow key={launch.id} launch={launch} team={project.team} />
        ))}
      </Panel>
      <Panel title="Waiting" note={waiting.length > 0 ? 'greater priority first, then first come, first served' : ''}>
        {waiting.length === 0 && (
          <p className="muted" style={{ margin: 0 }}>
            {waitingWords(agents)}
          </p>
        )}
        {waiting.map((launch) => (
          <LaunchRow key={launch.id} launch={launch} team={project.team} />
        ))}
        {queue.totalCount > queue.nodes.length && (
          <p className="muted">and {plural(queue.totalCount - queue.nodes.length, 'other launch', 'other launches')}</p>
        )}
      </Panel>
      <AgentsPanel agents={agents} team={project.team} />
      <EndedPanel team={project.team} changed={change} />
    </Page>
  );
}
