'use client';
import { Button, Progress } from '@mantine/core';
import Link from 'next/link';
import { useMutation, useQuery, useSubscription } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { CancelQueuedDocument, QueueChangedDocument, QueuePageDocument, type QueueFragment } from '../../generated/queue.ts';
import { ago, duration, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/project-ref.ts';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { say } from '../../ui/toast-store.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Queue.module.css';

type Launch = QueueFragment['queue']['nodes'][number];

/** What waits, what runs where and how far. */
export function QueuePage() {
  const project = useProjectRef();
  const [{ data, error }, retry] = useQuery({ query: QueuePageDocument, variables: { team: project.team } });
  const [{ data: change }] = useSubscription({
    query: QueueChangedDocument,
    variables: { team: data?.team?.id ?? '' },
    pause: !data?.team,
  });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  if (!data.team) return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such team.', fields: {} }} />;
  const { queue, agents } = change?.queueChanged ?? data.team;
  const running = queue.nodes.filter((launch) => launch.status === 'LEASED');
  const waiting = queue.nodes.filter((launch) => launch.status === 'QUEUED');
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
      <Panel title="Running" note={plural(agents.filter((agent) => agent.online).length, 'agent').concat(' online')}>
        {running.length === 0 && (
          <p className="muted" style={{ margin: 0 }}>
            Nothing runs now.
          </p>
        )}
        {running.map((launch) => (
          <Row key={launch.id} launch={launch} team={project.team} />
        ))}
      </Panel>
      <Panel title="Waiting" note={waiting.length > 0 ? 'first come, first served' : ''}>
        {waiting.length === 0 && (
          <p className="muted" style={{ margin: 0 }}>
            Nothing waits. What is launched now starts at once
            {agents.some((agent) => agent.online) ? '' : ', as soon as an agent is online'}.
          </p>
        )}
        {waiting.map((launch, index) => (
          <Row key={launch.id} launch={launch} team={project.team} position={index + 1} />
        ))}
      </Panel>
      <Panel title="Agents" note="machines that take launches">
        {agents.length === 0 && (
          <p className="muted" style={{ margin: 0 }}>
            None has ever called. `npm start` brings one along; others need the address and a key.
          </p>
        )}
        {agents.map((agent) => (
          <div key={agent.id} className={styles.row}>
            <span className={styles.light} data-online={agent.online} aria-hidden />
            <span className={styles.name}>
              {agent.name} <span className="muted">{agent.backend}</span>
            </span>
            <span className="muted">
              {agent.current
                ? `busy with #${agent.current.run.number} ${agent.current.run.name}`
                : agent.online
                  ? 'waits for a launch'
                  : `last seen ${ago(agent.lastSeenAt)}`}
            </span>
            <span>{agent.online ? 'online' : 'offline'}</span>
          </div>
        ))}
      </Panel>
    </Page>
  );
}

function Row({ launch, team, position }: { launch: Launch; team: string; position?: number }) {
  const [{ fetching }, cancel] = useMutation(CancelQueuedDocument);
  const { run } = launch;
  const stop = async () => {
    const { error } = await cancel({ id: run.id });
    say(error ? problemOf(error).message : `#${run.number} is being stopped.`, { tone: error ? 'bad' : 'plain' });
  };
  const share = (run.progress?.fraction ?? 0) * 100;
  return (
    <div className={styles.row}>
      <RunDot number={run.number} />
      <span className={styles.name}>
        <Link href={links.run(`${team}/${run.project.slug}`, run.id)} prefetch={false}>
          {run.name}
        </Link>{' '}
        <span className="muted">
          #{run.number} · {run.project.name}
        </span>
      </span>
      {position ? (
        <span className="muted">
          {position}. in line · since {ago(launch.queuedAt)}
        </span>
      ) : (
        <span className={styles.progress}>
          <Progress value={share} size="sm" aria-label={`Progress of run ${run.number}`} />
          <span className="muted">
            {run.progress?.epochs ? `epoch ${run.progress.epoch ?? 0}/${run.progress.epochs}` : (run.progress?.message ?? 'starting')}
            {run.progress?.etaMs ? ` · ${duration(run.progress.etaMs)} left` : ''}
            {launch.agent ? ` · on ${launch.agent.name}` : ''}
            {launch.attempt > 1 ? ` · attempt ${launch.attempt} of ${launch.maxAttempts}` : ''}
          </span>
        </span>
      )}
      <Button variant="default" size="compact-xs" loading={fetching} disabled={Boolean(launch.cancelRequestedAt)} onClick={stop}>
        {launch.cancelRequestedAt ? 'stopping' : 'Cancel'}
      </Button>
    </div>
  );
}
