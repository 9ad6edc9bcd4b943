'use client';
import { useQuery } from 'urql';
import { EvaluateFormDocument } from '../../generated/launch.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { EvaluateForm } from './EvaluateForm.tsx';

export function EvaluatePage({ run }: { run: string }) {
  const project = useProjectRef();
  const [{ data, error }, retry] = useQuery({
    query: EvaluateFormDocument,
    variables: { run, team: project.team, slug: project.slug },
  });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  if (!data.run || !data.project)
    return <ProblemPanel problem={{ code: 'NOT_FOUND', message: 'There is no such run, or it is not yours to see.', fields: {} }} />;
  return <EvaluateForm run={data.run} project={data.project} projectRef={project.ref} />;
}
