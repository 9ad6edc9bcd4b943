import Link from 'next/link';
import { useQuery, useSubscription } from 'urql';
import { NavigationQueueChangedDocument, NavigationQueueDocument, NavigationRunChangedDocument } from '../../generated/navigation.ts';
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
  const running = live?.queue.nodes.filter((launch) => launch.status === 'LEASED') ?? [];
  const first = running[0]?.run;
  // The queue says who runs; how far they are, each run says itself.
  const [{ data: step }] = useSubscription({ query: NavigationRunChangedDocument, variables: { run: first?.id ?? '' }, pause: !first });
  if (!live) return null;
  const progress = step?.runChanged.id === first?.id ? step?.runChanged.progress : first?.progress;
  const online = live.agents.filter((agent) => agent.online);
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
            aria-valuenow={Math.round((progress?.fraction ?? 0) * 100)}
          >
            <div style={{ width: `${(progress?.fraction ?? 0) * 100}%` }} />
          </div>
          <Link href={links.run(`${team}/${first.project.slug}`, first.id)} prefetch={false}>
            #{first.number} {first.name}
            {progress?.epochs ? ` · epoch ${progress.epoch ?? 0}/${progress.epochs}` : ''}
            {progress?.etaMs ? ` · ${duration(progress.etaMs)} left` : ''}
          </Link>
        </>
      )}
    </div>
  );
}
