'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type SplitFactsFragment, SplitsDocument, type VersionFragment } from '../../generated/data.ts';
import { plural, words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';
import styles from './Data.module.css';
import { LeakageVerdict } from './LeakageVerdict.tsx';
import { PartBars } from './PartBars.tsx';
import { SplitForm, type SplitPreview } from './SplitForm.tsx';

/** The splits of a version with the shares of each class and what leaks, and the form for another one. */
export function SplitsTab({ version, project }: { version: VersionFragment; project: ProjectRef }) {
  const [{ data, error }, refresh] = useQuery({ query: SplitsDocument, variables: { team: project.team, slug: project.slug } });
  const [preview, setPreview] = useState<SplitPreview>();
  const splits = data?.project?.splits.nodes.filter((split) => split.version.id === version.id) ?? [];
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        {error && <FormProblem problem={problemOf(error)} />}
        {preview && (
          <Panel
            title="What it would be"
            note={[
              'not kept yet',
              ...(preview.groupBy ? [`by ${preview.groupBy}`] : []),
              ...(preview.folds ? [`first of ${plural(preview.folds, 'fold')}`] : []),
            ].join(' · ')}
          >
            <PartBars parts={preview.parts} />
            <LeakageVerdict leakage={preview.leakage} version={version} />
          </Panel>
        )}
        {data && splits.length === 0 && !preview && (
          <p className="muted">
            No split of this version yet. A model is trained on one part, tuned on the second and judged on the third.
          </p>
        )}
        {splits.map((split) => (
          <SplitPanel key={split.id} split={split} version={version} project={project.ref} />
        ))}
      </div>
      <SplitForm version={version} onMade={() => refresh({ requestPolicy: 'network-only' })} onPreview={setPreview} />
    </div>
  );
}

function SplitPanel({ split, version, project }: { split: SplitFactsFragment; version: VersionFragment; project: string }) {
  const how = [
    words(split.strategy),
    ...(split.groupBy ? [`by ${split.groupBy}`] : []),
    `seed ${split.seed}`,
    ...(split.folds ? [plural(split.folds, 'fold')] : []),
  ];
  return (
    <Panel
      title={split.name}
      note={
        <>
          {how.join(' · ')} · <When at={split.createdAt} />
        </>
      }
    >
      <PartBars parts={split.parts} />
      <LeakageVerdict leakage={split.leakage} version={version} />
      <div className={styles.end}>
        <Button component={Link} href={links.launch(project, { split: split.id })} prefetch={false} variant="default">
          Launch on this split
        </Button>
      </div>
    </Panel>
  );
}
