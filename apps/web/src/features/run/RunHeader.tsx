import { Button } from '@mantine/core';
import Link from 'next/link';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { StatusMark } from '../../charts/draw/StatusMark.tsx';
import { isOver } from '../../charts/prepare/run-status.ts';
import type { RunQuery } from '../../generated/run.ts';
import { duration, exactTime } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { When } from '../../ui/When.tsx';
import styles from './Run.module.css';
import { isLaunched, isTrained, kindText } from './run-kind.ts';
import { useRunActions } from './use-run-actions.ts';

export type Run = NonNullable<RunQuery['run']>;

export function RunSubtitle({ run, project }: { run: Run; project: string }) {
  return (
    <span className={styles.subtitle}>
      <RunDot number={run.number} />
      <span>#{run.number}</span>
      <StatusMark run={run} />
      <span>{kindText(run.kind)}</span>
      {run.dataset && (
        <Link href={links.dataset(project, run.dataset.dataset.id)} prefetch={false}>
          {run.dataset.dataset.name}
        </Link>
      )}
      {run.split && <span>{run.split.name}</span>}
      <When at={run.createdAt} />
      {run.archivedAt && <span title={exactTime(run.archivedAt)}>archived</span>}
      {run.durationMs !== null && run.durationMs !== undefined && <span title="from start to end">{duration(run.durationMs)}</span>}
    </span>
  );
}

export function RunActions({ run, project, onChange }: { run: Run; project: string; onChange: () => void }) {
  const { busy, stop, again, againWords, remove, archive } = useRunActions(run, project, onChange);
  const over = isOver(run.status);
  return (
    <>
      {!over && isLaunched(run.kind) && (
        <Button variant="default" loading={busy === 'stop'} onClick={stop}>
          Stop
        </Button>
      )}
      {againWords && (
        <Button variant="default" loading={busy === 'again'} onClick={again}>
          {againWords}
        </Button>
      )}
      {run.status === 'FINISHED' && (
        <Button component={Link} href={links.compare(project, [run.id])} prefetch={false}>
          Compare…
        </Button>
      )}
      {isTrained(run.kind) && (
        <Button component={Link} href={links.launch(project, { like: run.id })} prefetch={false} variant="default">
          Like this, but…
        </Button>
      )}
      {isTrained(run.kind) && run.status === 'FINISHED' && (
        <Button component={Link} href={links.evaluate(project, run.id)} prefetch={false} variant="default">
          Test elsewhere
        </Button>
      )}
      {run.kind === 'FUSION' && run.fusion && (
        <Button component={Link} href={links.published(project, run.fusion)} prefetch={false} variant="default">
          Open in the explorer
        </Button>
      )}
      {over && (
        <>
          <Button variant="subtle" loading={busy === 'away'} onClick={archive}>
            {run.archivedAt ? 'Take back' : 'Archive'}
          </Button>
          <Button variant="subtle" loading={busy === 'away'} onClick={remove}>
            Delete
          </Button>
        </>
      )}
    </>
  );
}
