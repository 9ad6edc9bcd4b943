'use client';
import { Button, Progress } from '@mantine/core';
import { useMutation } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { CancelQueuedDocument, type QueueFragment } from '../../generated/queue.ts';
import { problemOf } from '../../lib/problem.ts';
import { say } from '../../ui/toast-store.ts';
import { When } from '../../ui/When.tsx';
import { progressWords } from './progress-words.ts';
import styles from './Queue.module.css';
import { RunName } from './RunName.tsx';

type Launch = QueueFragment['queue']['nodes'][number];

/** A launch in the queue or at work, and the way to stop it. */
export function LaunchRow({ launch, team }: { launch: Launch; team: string }) {
  const [{ fetching }, cancel] = useMutation(CancelQueuedDocument);
  const { run } = launch;
  const stop = async () => {
    const { error } = await cancel({ id: run.id });
    say(error ? problemOf(error).message : `#${run.number} is being stopped.`, { tone: error ? 'bad' : 'plain' });
  };
  return (
    <div className={styles.row}>
      <RunDot number={run.number} />
      <RunName run={run} team={team} />
      {launch.status === 'QUEUED' ? (
        <span className="muted">
          {launch.position ? `${launch.position}. in line · ` : ''}since <When at={launch.queuedAt} />
          {launch.attempt > 0 && ` · attempt ${launch.attempt + 1} of ${launch.maxAttempts}`}
        </span>
      ) : (
        <span className={styles.progress}>
          <Progress value={(run.progress?.fraction ?? 0) * 100} size="sm" aria-label={`Progress of run ${run.number}`} />
          <span className="muted">{progressWords(launch)}</span>
        </span>
      )}
      <Button
        variant="default"
        size="compact-xs"
        loading={fetching}
        disabled={Boolean(launch.cancelRequestedAt)}
        aria-label={`Cancel #${run.number} ${run.name}`}
        onClick={stop}
      >
        {launch.cancelRequestedAt ? 'stopping' : 'Cancel'}
      </Button>
    </div>
  );
}
