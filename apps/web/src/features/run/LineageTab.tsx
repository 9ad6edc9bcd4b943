'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { LineageGraph } from '../../charts/draw/LineageGraph.tsx';
import { RunLineageDocument } from '../../generated/run.ts';
import { problemOf } from '../../lib/problem.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Panel } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { lineageOf } from './lineage-of.ts';
import type { Run } from './RunHeader.tsx';

/** From the data to this run, and on to what was made of it. */
export function LineageTab({ run, project }: { run: Run; project: string }) {
  const [{ data, error }] = useQuery({ query: RunLineageDocument, variables: { id: run.id } });
  const lineage = useMemo(() => (data?.run ? lineageOf(data.run, project) : undefined), [data, project]);
  if (error) return <FormProblem problem={problemOf(error)} />;
  if (!lineage) return <Waiting />;
  return (
    <Panel title="Lineage" note="from the data to what was made of it">
      <LineageGraph lineage={lineage} label={`Lineage of run ${run.number}`} />
      {lineage.nodes.length === 1 && (
        <p className="muted">
          This run names no data and no split, and nothing was made of it. A program that logs with the SDK can name the split it trains on.
        </p>
      )}
    </Panel>
  );
}
