'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useQuery } from 'urql';
import { type SplitFactsFragment, SplitsDocument, type VersionFragment } from '../../generated/data.ts';
import { ago, plural, words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import styles from './Data.module.css';
import { PartBars } from './PartBars.tsx';
import { SplitForm } from './SplitForm.tsx';

export function SplitsTab({ version, project }: { version: VersionFragment; project: ProjectRef }) {
  const [{ data, error }, refresh] = useQuery({ query: SplitsDocument, variables: { team: project.team, slug: project.slug } });
  const splits = data?.project?.splits.nodes.filter((split) => split.version.id === version.id) ?? [];
  return (
    <div className={styles.columns}>
      <div style={{ display: 'grid', gap: 16 }}>
        {error && <FormProblem problem={problemOf(error)} />}
        {data && splits.length === 0 && (
          <p className="muted">
            No split of this version yet. A model is trained on one part, tuned on the second and judged on the third.
          </p>
        )}
        {splits.map((split) => (
          <SplitPanel key={split.id} split={split} project={project.ref} />
        ))}
      </div>
      <SplitForm version={version} onMade={() => refresh({ requestPolicy: 'network-only' })} />
    </div>
  );
}

function SplitPanel({ split, project }: { split: SplitFactsFragment; project: string }) {
  const how = [
    words(split.strategy),
    ...(split.groupBy ? [`by ${split.groupBy}`] : []),
    `seed ${split.seed}`,
    ...(split.folds ? [plural(split.folds, 'fold')] : []),
    ago(split.createdAt),
  ];
  return (
    <Panel title={split.name} note={how.join(' · ')}>
      <PartBars parts={split.parts} />
      <div className={styles.verdict} data-clean={split.leakage.clean}>
        <strong>
          {split.leakage.clean ? '✓ ' : '! '}
          {split.leakage.verdict}
        </strong>
        {split.leakage.findings.length > 0 && (
          <ul>
            {split.leakage.findings.map((finding) => (
              <li key={finding.message}>{finding.message}</li>
            ))}
          </ul>
        )}
      </div>
      <div className={styles.end}>
        <Button component={Link} href={links.launch(project, { split: split.id })} prefetch={false} variant="default">
          Launch on this split
        </Button>
      </div>
    </Panel>
  );
}
