'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Figure, type FigureQuery } from '../../charts/draw/Figure.tsx';
import { PreviewSplitDocument, type SplitFactsFragment, SplitsDocument, type VersionFragment } from '../../generated/data.ts';
import { plural, words } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { When } from '../../ui/When.tsx';
import layout from './Layout.module.css';
import { LeakageVerdict } from './LeakageVerdict.tsx';
import { PartBars, partsTable } from './PartBars.tsx';
import { SplitForm, type SplitPreview } from './SplitForm.tsx';

/** The splits of a version with the shares of each class and what leaks, and the form for another one. */
export function SplitsTab({ version, project }: { version: VersionFragment; project: ProjectRef }) {
  const query = { document: SplitsDocument, variables: { team: project.team, slug: project.slug } };
  const [{ data, error }, refresh] = useQuery({ query: query.document, variables: query.variables });
  const [preview, setPreview] = useState<SplitPreview>();
  const splits = data?.project?.splits.nodes.filter((split) => split.version.id === version.id) ?? [];
  return (
    <div className={layout.columns}>
      <div className={layout.stack}>
        {error && <FormProblem problem={problemOf(error)} />}
        {!data && !error && <Waiting />}
        {preview && <PreviewPanel preview={preview} version={version} />}
        {data && splits.length === 0 && !preview && (
          <Empty title="Not divided yet">
            A model is trained on one part of the works, tuned on the second and judged on the third. Look first at what a split would be,
            then make it.
          </Empty>
        )}
        {splits.map((split) => (
          <SplitPanel key={split.id} split={split} version={version} project={project.ref} query={query} />
        ))}
      </div>
      <SplitForm version={version} onMade={() => refresh({ requestPolicy: 'network-only' })} onPreview={setPreview} />
    </div>
  );
}

function PreviewPanel({ preview: { split, input }, version }: { preview: NonNullable<SplitPreview>; version: VersionFragment }) {
  const note = [
    'not kept yet',
    ...(split.groupBy ? [`by ${split.groupBy}`] : []),
    ...(split.folds ? [`first of ${plural(split.folds, 'fold')}`] : []),
  ];
  return (
    <Figure
      title="What it would be"
      note={note.join(' · ')}
      table={() => partsTable(split.parts)}
      query={{ document: PreviewSplitDocument, variables: { input } }}
    >
      <PartBars parts={split.parts} />
      <LeakageVerdict leakage={split.leakage} version={version} />
    </Figure>
  );
}

interface SplitPanelProps {
  split: SplitFactsFragment;
  version: VersionFragment;
  project: string;
  query: FigureQuery;
}

function SplitPanel({ split, version, project, query }: SplitPanelProps) {
  const how = [
    words(split.strategy),
    ...(split.groupBy ? [`by ${split.groupBy}`] : []),
    `seed ${split.seed}`,
    ...(split.folds ? [`first of ${plural(split.folds, 'fold')}`] : []),
  ];
  return (
    <Figure
      title={split.name}
      note={
        <>
          {how.join(' · ')} · <When at={split.createdAt} />
        </>
      }
      table={() => partsTable(split.parts)}
      query={query}
    >
      <PartBars parts={split.parts} />
      <LeakageVerdict leakage={split.leakage} version={version} />
      <div className={layout.end}>
        <Button component={Link} href={links.launch(project, { split: split.id })} prefetch={false} variant="default">
          Launch on this split
        </Button>
      </div>
    </Figure>
  );
}
