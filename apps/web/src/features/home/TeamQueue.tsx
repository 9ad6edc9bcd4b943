'use client';
import Link from 'next/link';
import { useSubscription } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { HomeQueueChangedDocument, type HomeQuery } from '../../generated/home.ts';
import { duration, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Home.module.css';

type Team = HomeQuery['viewer']['teams'][number];

const most = 5;

/** What runs in a team and what waits, as it goes on; nothing where the queue is empty. */
export function TeamQueue({ team }: { team: Team }) {
  const [{ data }] = useSubscription({
    query: HomeQueueChangedDocument,
    variables: { team: team.id },
    pause: team.projects.nodes.length === 0,
  });
  const { queue, agents } = data?.queueChanged ?? team;
  if (queue.totalCount === 0) return null;
  const online = agents.filter((agent) => agent.online).length;
  const refs = new Map(team.projects.nodes.map((project) => [project.id, `${team.slug}/${project.slug}`]));
  const first = team.projects.nodes[0]!;
  return (
    <div className={styles.queue}>
      <Panel
        title="Running and waiting"
        note={
          <Link href={links.queue(`${team.slug}/${first.slug}`)} prefetch={false}>
            {plural(queue.totalCount, 'launch', 'launches')} · {plural(online, 'agent')} online
          </Link>
        }
      >
        <ul className={styles.runs}>
          {queue.nodes.slice(0, most).map(({ id, status, run }) => (
            <li key={id}>
              <RunDot number={run.number} />
              <Link href={links.run(refs.get(run.project.id) ?? `${team.slug}/${first.slug}`, run.id)} prefetch={false}>
                {run.name}
              </Link>
              <span className="muted">#{run.number}</span>
              <span className={styles.when}>
                {status !== 'LEASED'
                  ? 'waits'
                  : run.progress
                    ? `${Math.round(run.progress.fraction * 100)} %${run.progress.etaMs ? ` · ${duration(run.progress.etaMs)} left` : ''}`
                    : 'starting'}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
