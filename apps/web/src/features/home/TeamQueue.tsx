'use client';
import Link from 'next/link';
import { useSubscription } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import {
  HomeQueueChangedDocument,
  type HomeQuery,
  HomeRunsChangedDocument,
  type HomeRunsChangedSubscription,
} from '../../generated/home.ts';
import { duration, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { Panel } from '../../ui/Page.tsx';
import styles from './Home.module.css';

type Team = HomeQuery['viewer']['teams'][number];

type Progress = HomeRunsChangedSubscription['runChanged']['progress'];

const most = 5;

/** What runs in a team and what waits, as it goes on; nothing where the queue is empty. */
export function TeamQueue({ team }: { team: Team }) {
  const [{ data }] = useSubscription({
    query: HomeQueueChangedDocument,
    variables: { team: team.id },
    pause: team.projects.nodes.length === 0,
  });
  const { queue, agents } = data?.queueChanged ?? team;
  const running = queue.nodes.filter((launch) => launch.status === 'LEASED').map((launch) => launch.run.id);
  // The queue says who runs; how far they are, each run says itself.
  const [{ data: steps }] = useSubscription(
    { query: HomeRunsChangedDocument, variables: { runs: running }, pause: running.length === 0 },
    (known: Map<string, Progress> = new Map(), { runChanged: run }: HomeRunsChangedSubscription) =>
      new Map(known).set(run.id, run.progress),
  );
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
              <span className={styles.when}>{status === 'LEASED' ? progressWords(steps?.get(run.id) ?? run.progress) : 'waits'}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function progressWords(progress: Progress): string {
  if (!progress) return 'starting';
  return `${Math.round(progress.fraction * 100)} %${progress.etaMs ? ` · ${duration(progress.etaMs)} left` : ''}`;
}
