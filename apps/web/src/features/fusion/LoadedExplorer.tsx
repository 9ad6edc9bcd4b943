'use client';
import { useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { FusionMemberDocument } from '../../generated/fusion.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Explorer } from './Explorer.tsx';
import { alignedPart, type MemberRun } from './members.ts';

/** Loads the predictions of the members and hands them to the explorer. */
export function LoadedExplorer({ project, ids }: { project: ProjectRef; ids: readonly string[] }) {
  const client = useClient();
  const [runs, setRuns] = useState<readonly MemberRun[]>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    let gone = false;
    setRuns(undefined);
    setProblem(undefined);
    void Promise.all(ids.map((id) => client.query(FusionMemberDocument, { id }).toPromise())).then((answers) => {
      if (gone) return;
      const failed = answers.find((answer) => answer.error);
      if (failed?.error) return setProblem(problemOf(failed.error));
      const found = answers.flatMap((answer) => answer.data?.run ?? []);
      if (found.length < ids.length)
        return setProblem({ code: 'NOT_FOUND', message: 'One of these runs does not exist, or is not yours to see.', fields: {} });
      setRuns(found);
    });
    return () => {
      gone = true;
    };
  }, [client, ids]);
  const parts = useMemo(() => {
    if (!runs || runs.length < 2) return undefined;
    try {
      return { test: alignedPart(runs, 'test'), validation: alignedPart(runs, 'validation') };
    } catch (error) {
      return { message: (error as Error).message };
    }
  }, [runs]);

  if (problem) return <ProblemPanel problem={problem} />;
  if (!runs || !parts) return <Waiting lines={10} />;
  if ('message' in parts)
    return (
      <ProblemPanel
        problem={{ code: 'INVALID_INPUT', message: parts.message ?? '', hint: 'Runs on one split can be fused.', fields: {} }}
      />
    );
  if (!parts.test)
    return (
      <ProblemPanel
        problem={{
          code: 'INVALID_INPUT',
          message: 'One of these runs left no predictions for the test part.',
          hint: 'Only finished runs on one split can be fused.',
          fields: {},
        }}
      />
    );
  return <Explorer key={ids.join()} project={project} runs={runs} test={parts.test} validation={parts.validation} />;
}
