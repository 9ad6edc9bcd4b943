import { Button } from '@mantine/core';
import Link from 'next/link';
import { useMutation } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { StatusMark } from '../../charts/draw/StatusMark.tsx';
import { isOver } from '../../charts/prepare/run-status.ts';
import { CancelRunDocument, RetryRunDocument, type RunQuery } from '../../generated/run.ts';
import { ago, duration } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { say } from '../../ui/toast-store.ts';
import styles from './Run.module.css';

export type Run = NonNullable<RunQuery['run']>;

export function RunSubtitle({ run, project }: { run: Run; project: string }) {
  return (
    <span className={styles.subtitle}>
      <RunDot number={run.number} />
      <span>#{run.number}</span>
      <StatusMark run={run} />
      <span>{run.kind}</span>
      {run.dataset && (
        <Link href={links.dataset(project, run.dataset.dataset.id)} prefetch={false}>
          {run.dataset.dataset.name}
        </Link>
      )}
      {run.split && <span>{run.split.name}</span>}
      <span title={new Date(run.createdAt).toLocaleString('en')}>{ago(run.createdAt)}</span>
      {run.durationMs !== null && run.durationMs !== undefined && <span>{duration(run.durationMs)}</span>}
    </span>
  );
}

export function RunActions({ run, project, onChange }: { run: Run; project: string; onChange: () => void }) {
  const [{ fetching: stopping }, cancel] = useMutation(CancelRunDocument);
  const [{ fetching: retrying }, retry] = useMutation(RetryRunDocument);
  const act = async (what: typeof cancel | typeof retry, done: string) => {
    const { error } = await what({ id: run.id });
    say(error ? problemOf(error).message : done, { tone: error ? 'bad' : 'plain' });
    onChange();
  };
  const failed = run.status === 'FAILED' || run.status === 'CRASHED' || run.status === 'CANCELED';
  const trained = run.kind === 'CNN' || run.kind === 'RNN' || run.kind === 'MLP';
  return (
    <>
      {!isOver(run.status) && (
        <Button variant="default" loading={stopping} onClick={() => act(cancel, `#${run.number} is being stopped.`)}>
          Stop
        </Button>
      )}
      {failed && trained && (
        <Button variant="default" loading={retrying} onClick={() => act(retry, `#${run.number} is in the queue again.`)}>
          Retry
        </Button>
      )}
      {trained && (
        <Button component={Link} href={links.launch(project, { like: run.id })} prefetch={false} variant="default">
          Like this, but…
        </Button>
      )}
      {run.kind === 'FUSION' && run.fusion && (
        <Button
          component={Link}
          href={links.fusion(
            project,
            run.fusion.members.map((member) => member.run.id),
          )}
          prefetch={false}
          variant="default"
        >
          Open in the explorer
        </Button>
      )}
    </>
  );
}
