'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { useQuery } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { halfWidth, metricName, metricText } from '../../charts/prepare/metric-words.ts';
import { FusionsDocument, type PublishedFusionFragment } from '../../generated/fusion.ts';
import { ago, count, exactTime, words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { differenceText } from './difference-text.ts';
import styles from './Published.module.css';

/** The fusions of a project, newest first, page by page. Nothing where there is none. */
export function PublishedFusions({ project }: { project: ProjectRef }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [{ data, error, fetching }] = useQuery({
    query: FusionsDocument,
    variables: { team: project.team, slug: project.slug, after: cursors.at(-1) ?? null },
  });
  if (error && !data) return <FormProblem problem={problemOf(error)} />;
  const runs = data?.project?.runs;
  if (!runs || runs.totalCount === 0) return null;
  const { hasNextPage, endCursor } = runs.pageInfo;
  return (
    <Panel title="Published" note={count(runs.totalCount)}>
      {runs.nodes.map((run) => (
        <PublishedFusion key={run.id} run={run} project={project.ref} />
      ))}
      {(hasNextPage || cursors.length > 0) && (
        <p className={styles.pages}>
          <Button variant="subtle" size="xs" disabled={cursors.length === 0 || fetching} onClick={() => setCursors(cursors.slice(0, -1))}>
            Newer
          </Button>
          <Button
            variant="subtle"
            size="xs"
            disabled={!hasNextPage || fetching}
            onClick={() => endCursor && setCursors([...cursors, endCursor])}
          >
            Older
          </Button>
        </p>
      )}
    </Panel>
  );
}

function PublishedFusion({ run, project }: { run: PublishedFusionFragment; project: string }) {
  const { fusion, evaluation } = run;
  const metric = evaluation?.metrics.find(({ name }) => name === fusion?.metric) ?? evaluation?.metrics[0];
  return (
    <div className={styles.fusion}>
      <RunDot number={run.number} />
      <Link href={links.run(project, run.id)} prefetch={false}>
        {run.name}
      </Link>
      <span className="muted">
        #{run.number}
        {fusion &&
          ` · ${fusion.members.map((member) => `#${member.run.number} ${member.weight.toFixed(2)}`).join(', ')} · ${words(fusion.method)}`}
      </span>
      <span className={styles.end}>
        {metric && (
          <>
            <span className="muted">{metricName(metric.name)}</span> {metricText(metric.name, metric.value)}{' '}
            <small className="muted">{halfWidth(metric.name, metric.low, metric.high)}</small>
          </>
        )}
        {fusion?.gain?.value != null && (
          <small className="muted" title="Over its best member, on the test part">
            {' '}
            {differenceText(fusion.gain.name, fusion.gain.value)}
          </small>
        )}
      </span>
      {fusion && (
        <Link className={styles.open} href={links.published(project, fusion)} prefetch={false} aria-label={`Explore ${run.name}`}>
          explore
        </Link>
      )}
      <span className="muted" title={exactTime(run.createdAt)}>
        {ago(run.createdAt)}
      </span>
    </div>
  );
}
