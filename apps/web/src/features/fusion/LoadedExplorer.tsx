'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { FusionMemberDocument } from '../../generated/fusion.ts';
import { links } from '../../lib/links.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Explorer } from './Explorer.tsx';
import { unfit } from './member-words.ts';
import { alignedPart, type MemberRun } from './members.ts';

/** Loads the predictions of the members and hands them to the explorer, or says why these runs cannot be mixed. */
export function LoadedExplorer({ project, ids }: { project: ProjectRef; ids: readonly string[] }) {
  const { runs, problem, retry } = useMembers(ids);
  const parts = useMemo(() => runs && partsOf(runs), [runs]);
  if (problem) return <ProblemPanel problem={problem} onRetry={retry} />;
  if (!runs || !parts) return <Waiting lines={10} />;
  if ('reason' in parts)
    return (
      <Page title="Fusion">
        <Empty
          title="These cannot be mixed"
          action={
            <Button component={Link} href={links.fusions(project.ref, ids.slice(0, 1))} prefetch={false} size="sm">
              Choose others for #{runs[0]!.number}
            </Button>
          }
        >
          <p>{parts.reason}</p>
          <p>Members have to say the same kind of thing about the same works: take runs that were tested on one split.</p>
        </Empty>
      </Page>
    );
  return <Explorer key={ids.join()} project={project} runs={runs} test={parts.test} validation={parts.validation} />;
}

function partsOf(runs: readonly MemberRun[]) {
  const fitting = runs.map((run) => ({ ...run, answers: run.test ? run.test.classes : null }));
  const reason = fitting.flatMap((run) => unfit(run, fitting[0]) ?? [])[0];
  if (reason) return { reason: `${reason}.` };
  try {
    return { test: alignedPart(runs, 'test')!, validation: alignedPart(runs, 'validation') };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

function useMembers(ids: readonly string[]) {
  const client = useClient();
  const [runs, setRuns] = useState<readonly MemberRun[]>();
  const [problem, setProblem] = useState<Problem>();
  const [attempt, setAttempt] = useState(0);
  const asked = useMemo(() => ({ ids, attempt }), [ids, attempt]);
  useEffect(() => {
    let gone = false;
    setRuns(undefined);
    setProblem(undefined);
    void Promise.all(asked.ids.map((id) => client.query(FusionMemberDocument, { id }).toPromise())).then((answers) => {
      if (gone) return;
      const failed = answers.find((answer) => answer.error);
      if (failed?.error) return setProblem(problemOf(failed.error));
      const found = answers.flatMap((answer) => answer.data?.run ?? []);
      if (found.length < asked.ids.length)
        return setProblem({ code: 'NOT_FOUND', message: 'One of these runs does not exist, or is not yours to see.', fields: {} });
      setRuns(found);
    });
    return () => {
      gone = true;
    };
  }, [client, asked]);
  return { runs, problem, retry: () => setAttempt(attempt + 1) };
}
