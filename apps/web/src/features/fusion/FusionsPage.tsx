'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useQuery } from 'urql';
import { FusionCandidatesDocument } from '../../generated/fusion.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { MemberChoice } from './MemberChoice.tsx';
import { PublishedFusions } from './PublishedFusions.tsx';

const MOST_MEMBERS = 16;

/** The fusions there are, and the runs that could make another. */
export function FusionsPage() {
  const project = useProjectRef();
  const router = useRouter();
  const named = useSearchParams().get('runs') ?? '';
  const [chosen, setChosen] = useState<readonly string[]>(() => named.split(',').filter(Boolean));
  const [{ data, error }, retry] = useQuery({
    query: FusionCandidatesDocument,
    variables: { team: project.team, slug: project.slug, text: null, split: null, first: 2 },
  });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  if ((data.project?.runs.totalCount ?? 0) < 2)
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
  const isReady = chosen.length >= 2 && chosen.length <= MOST_MEMBERS;
  return (
    <Page
      title="Fusions"
      subtitle="models mixed by weights"
      actions={
        <Button
          disabled={!isReady}
          title={isReady ? '' : `Choose 2 to ${MOST_MEMBERS} runs below`}
          onClick={() => router.push(links.fusion(project.ref, chosen))}
        >
          Explore {chosen.length > 1 ? `these ${chosen.length}` : 'a fusion'}
        </Button>
      }
    >
      <PublishedFusions project={project} />
      <MemberChoice project={project} chosen={chosen} most={MOST_MEMBERS} onChange={setChosen} />
    </Page>
  );
}
