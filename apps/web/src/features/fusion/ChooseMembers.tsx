'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useQuery } from 'urql';
import { RunDot } from '../../charts/draw/RunDot.tsx';
import { RunList } from '../../charts/draw/RunList.tsx';
import { halfWidth, metricText } from '../../charts/prepare/metric-words.ts';
import { FusionChoiceDocument } from '../../generated/fusion.ts';
import { ago, words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page, Panel } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Fusion.module.css';

/** The fusions there are, and the runs that could make another. */
export function ChooseMembers({ project, chosen: initial = [] }: { project: ProjectRef; chosen?: readonly string[] }) {
  const router = useRouter();
  const [chosen, setChosen] = useState(initial);
  const [{ data, error }, retry] = useQuery({ query: FusionChoiceDocument, variables: { team: project.team, slug: project.slug } });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  const fusions = data.project?.fusions.nodes ?? [];
  const members = data.project?.members.nodes ?? [];
  const picked = members.filter((run) => chosen.includes(run.id));
  const oneSplit = picked.every((run) => run.split?.id === picked[0]?.split?.id);
  if (fusions.length === 0 && members.length < 2) {
    return (
      <Page title="Fusions">
        <Empty
          title="Nothing to fuse yet"
          action={
            <Button component={Link} href={links.launch(project.ref)} prefetch={false} size="sm">
              Launch a model
            </Button>
          }
        >
          Two finished runs on one split can be mixed: one that saw the pictures, one that read the notes.
        </Empty>
      </Page>
    );
  }
  return (
    <Page
      title="Fusions"
      subtitle="models mixed by weights"
      actions={
        <Button
          disabled={chosen.length < 2 || !oneSplit}
          title={oneSplit ? '' : 'Only runs on one split can be fused'}
          onClick={() => router.push(links.fusion(project.ref, chosen))}
        >
          Explore {chosen.length > 1 ? `these ${chosen.length}` : 'a fusion'}
        </Button>
      }
    >
      {fusions.length > 0 && (
        <Panel title="Published">
          {fusions.map((run) => {
            const accuracy = run.evaluation?.metrics.find((metric) => metric.name === 'accuracy');
            return (
              <p key={run.id} className={styles.fusion}>
                <RunDot number={run.number} />
                <Link href={links.run(project.ref, run.id)} prefetch={false}>
                  {run.name}
                </Link>
                <span className="muted">
                  #{run.number} · {run.fusion?.members.map((member) => `${member.run.kind} ${member.weight.toFixed(2)}`).join(', ')}
                  {run.fusion && ` · ${words(run.fusion.method)}`}
                </span>
                <span className={styles.end}>
                  {accuracy && (
                    <>
                      {metricText('accuracy', accuracy.value)}{' '}
                      <small className="muted">{halfWidth('accuracy', accuracy.low, accuracy.high)}</small>
                    </>
                  )}
                </span>
                <span className="muted">{ago(run.createdAt)}</span>
              </p>
            );
          })}
        </Panel>
      )}
      <Panel title="Members to mix" note="finished runs on one split">
        {members.length < 2 ? (
          <p className="muted" style={{ margin: 0 }}>
            Two finished runs are needed.
          </p>
        ) : (
          <RunList runs={members.map((run) => ({ ...run, note: run.split?.name }))} chosen={chosen} onChange={setChosen} />
        )}
        {!oneSplit && (
          <p role="status" style={{ margin: '8px 0 0', color: 'var(--warning)' }}>
            These were trained on different splits: their test works are not the same, so they cannot be fused.
          </p>
        )}
      </Panel>
    </Page>
  );
}
