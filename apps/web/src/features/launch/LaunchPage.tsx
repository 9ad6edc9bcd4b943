'use client';
import { Button } from '@mantine/core';
import { apart } from '../../ui/apart.tsx';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { LaunchFormDocument, LikeRunDocument } from '../../generated/launch.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

const LaunchForm = apart(() => import('./LaunchForm.tsx').then((module) => module.LaunchForm), <Waiting />);
// Few come for it: it is fetched when it is wanted.
const EvaluatePage = apart(() => import('./EvaluatePage.tsx').then((module) => module.EvaluatePage));

/** The form of a training; with `evaluate` in the address, that of a test of a trained model. */
export function LaunchPage() {
  const evaluate = useSearchParams().get('evaluate');
  return evaluate ? <EvaluatePage run={evaluate} /> : <TrainingPage />;
}

function TrainingPage() {
  const project = useProjectRef();
  const params = useSearchParams();
  const like = params.get('like');
  // The form comes while what it asks about is asked for.
  useEffect(LaunchForm.preload, []);
  const [{ data, error }, retry] = useQuery({ query: LaunchFormDocument, variables: { team: project.team, slug: project.slug } });
  const [{ data: model }] = useQuery({ query: LikeRunDocument, variables: { id: like ?? '' }, pause: !like });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data || (like && !model)) return <Waiting />;
  if (!data.project) return <ProblemPanel problem={{ code: 'NOT_FOUND', message: `There is no project ${project.ref}.`, fields: {} }} />;
  const splits = data.project.splits.nodes;
  const dataset = data.project.datasets.nodes[0];
  if (splits.length === 0) {
    const href = dataset ? links.dataset(project.ref, dataset.id, 'splits') : links.data(project.ref);
    return (
      <Page title="Launch">
        <Empty
          title={dataset ? 'First divide the works' : 'First bring works'}
          action={
            <Button component={Link} href={href} prefetch={false} size="sm">
              {dataset ? 'Make a split' : 'Bring data'}
            </Button>
          }
        >
          A model learns from one part of the works and is judged on another; the split says which is which.
        </Empty>
      </Page>
    );
  }
  return (
    <LaunchForm
      key={like ?? 'new'}
      project={data.project}
      projectRef={project.ref}
      chosen={params.get('split') ?? undefined}
      like={model?.run ?? undefined}
    />
  );
}
