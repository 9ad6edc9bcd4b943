'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { CompareFiguresDocument } from '../../generated/compare.ts';
import { problemOf } from '../../lib/problem.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { FormProblem } from '../../ui/FormProblem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ClassTable } from './ClassTable.tsx';
import type { ComparedRun } from './compared-run.ts';
import { ConfusionsPanel } from './ConfusionsPanel.tsx';
import { RankingOverlays } from './RankingOverlays.tsx';
import { ValueOverlays } from './ValueOverlays.tsx';

/** Lines of more runs than these cannot be followed. */
const mostDrawn = 30;

/** Curves of all runs in one frame, their confusions side by side, and each class; of numbers, predicted against true and how far off. */
export function EvaluationOverlays({ runs }: { runs: readonly ComparedRun[] }) {
  const [chosen, setChosen] = useQueryState('class');
  const judged = useMemo(() => runs.filter((run) => run.evaluation), [runs]);
  const variables = useMemo(() => ({ ids: judged.slice(0, mostDrawn).map((run) => run.id) }), [judged]);
  const [{ data, error }] = useQuery({ query: CompareFiguresDocument, variables, pause: judged.length === 0 });
  const query = { document: CompareFiguresDocument, variables };
  if (judged.length === 0) return null;
  if (error && !data) return <FormProblem problem={problemOf(error)} />;
  if (!data) return <Waiting lines={6} />;
  const drawn = data.compareRuns.runs;
  const ranked = drawn.filter((run) => run.evaluation!.roc.length > 0);
  const called = drawn.filter((run) => run.evaluation!.confusion.length > 0);
  const classed = drawn.filter((run) => run.evaluation!.perClass.length > 0);
  const classes = ranked[0]?.evaluation?.roc.length ?? 0;
  const numbered = drawn.filter((run) => run.evaluation!.scatter.length > 0);
  return (
    <>
      {judged.length > drawn.length && (
        <p className="muted" style={{ margin: 0 }}>
          The figures below show the first {drawn.length} of {judged.length} runs.
        </p>
      )}
      {ranked.length > 0 && <RankingOverlays runs={ranked} chosen={chosen} onChoose={setChosen} query={query} />}
      {called.length > 0 && <ConfusionsPanel runs={called} query={query} />}
      {(classed[0]?.evaluation?.perClass.length ?? 0) > 1 && (
        <ClassTable runs={classed} onChoose={classes > 1 ? (name) => setChosen(name === chosen ? '' : name) : undefined} query={query} />
      )}
      {numbered.length > 0 && <ValueOverlays runs={numbered} query={query} />}
    </>
  );
}
