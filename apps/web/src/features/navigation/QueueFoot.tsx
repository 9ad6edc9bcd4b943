import Link from 'next/link';
import { useQuery, useSubscription } from 'urql';
import { NavigationQueueChangedDocument, NavigationQueueDocument } from '../../generated/navigation.ts';
import { duration, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import styles from './Navigation.module.css';

/** Always in sight: what runs, how far, how long still. */
export function QueueFoot({ team, project }: { team: string; project: string }) {
  const [{ data }] = useQuery({ query: NavigationQueueDocument, variables: { team } });
  const [{ data: change }] = useSubscription({
    query: NavigationQueueChangedDocument,
    variables: { team: data?.team?.id ?? '' },
    pause: !data?.team,
  });
  const live = change?.queueChanged ?? data?.team;
  if (!live) return null;
  const online = live.agents.filter((agent) => agent.online);
  const running = live.queue.nodes.filter((launch) => launch.status === 'LEASED');
  const first = running[0]?.run;
  const waiting = live.queue.totalCount - running.length;
  return (
    <div className={styles.foot}>
      <Link href={links.queue(project)} prefetch={false}>
        {online.length === 0 ? 'No agent is online' : `${running.length} of ${plural(online.length, 'agent')} busy`}
        {waiting > 0 && ` · ${waiting} waiting`}
      </Link>
      {first && (
        <>
          <div
            className={styles.bar}
            role="progressbar"
            aria-label={`Progress of run ${first.number}`}
            aria-valuenow={Math.round((first.progress?.fraction ?? 0) * 100)}
          >
            <div style={{ width: `${(first.progress?.fraction ?? 0) * 100}%` }} />
          </div>
          <Link href={links.run(project, first.id)} prefetch={false}>
            #{first.number} {first.name}
            {first.progress?.epochs ? ` · epoch ${first.progress.epoch ?? 0}/${first.progress.epochs}` : ''}
            {first.progress?.etaMs ? ` · ${duration(first.progress.etaMs)} left` : ''}
          </Link>
        </>
      )}
    </div>
  );
}
