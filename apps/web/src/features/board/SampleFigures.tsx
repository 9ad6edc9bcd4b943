'use client';
import { useEffect, useMemo } from 'react';
import { Figure } from '../../charts/draw/Figure.tsx';
import { type HighlightedRun, ParallelFigure } from '../../charts/draw/ParallelFigure.tsx';
import { useScheme } from '../../charts/draw/use-scheme.ts';
import { type Brushes, brushed, conditionOf } from '../../charts/prepare/parallel.ts';
import { runColor } from '../../charts/prepare/run-colors.ts';
import { BoardRunsDocument } from '../../generated/board.ts';
import { count, plural } from '../../lib/format.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { Panel } from '../../ui/Page.tsx';
import type { KnownColumn } from './BoardFigures.tsx';
import type { BoardState } from './board-state.ts';
import { withCondition } from './completion.ts';
import { FigureProblem } from './FigureProblem.tsx';
import { HeldRuns } from './HeldRuns.tsx';
import { hold, usePointed } from './hover.ts';
import { ImportancePanel } from './ImportancePanel.tsx';
import { ScatterPanel } from './ScatterPanel.tsx';
import { axesOf, paramNames, sampleTable, valuesOf } from './sample-values.ts';
import type { ChangeBoard } from './use-board-state.ts';
import { useImportance } from './use-importance.ts';
import { sampleQuestion, useSample } from './use-sample.ts';

interface SampleFiguresProps {
  project: ProjectRef;
  state: BoardState;
  change: ChangeBoard;
  columns: readonly KnownColumn[];
  /** The column that the figures are about. */
  outcome: string;
  brushes: Brushes;
  onBrush: (brushes: Brushes) => void;
  onOpen: (id: string) => void;
}

const mostAxes = 5;

/** Parallel coordinates, scatter and importance: all of the same runs. */
export function SampleFigures({ project, state, change, columns, outcome, brushes, onBrush, onOpen }: SampleFiguresProps) {
  const across = state.scatter?.[0];
  const names = useMemo(() => [...new Set([...paramNames(columns), ...(across ? [across] : []), outcome])], [columns, across, outcome]);
  const { sample, problem, retry } = useSample(project, state, names);
  const values = useMemo(() => valuesOf(sample?.rows ?? [], names), [sample, names]);
  const found = useImportance(values, outcome);
  const { importance } = found;
  const axes = useMemo(() => {
    const ranked = importance?.params.map((param) => param.name) ?? names.filter((name) => name !== outcome);
    // What is held on an axis keeps it in sight.
    const heldOn = Object.keys(brushes).filter((name) => name !== outcome && names.includes(name));
    return axesOf(values, [...[...new Set([...heldOn, ...ranked])].slice(0, mostAxes), outcome]);
  }, [importance, names, values, outcome, brushes]);
  // Runs that a brush leaves out are dim in the table.
  const brushedAxes = useMemo(() => axesOf(values, Object.keys(brushes)), [values, brushes]);
  const held = useMemo(() => {
    const pass = brushed(brushedAxes, brushes);
    return pass && (sample?.rows ?? []).filter((_, run) => pass[run] === 1).map((row) => row.id);
  }, [brushedAxes, brushes, sample]);
  useEffect(() => {
    hold(held && new Set(held));
    return () => hold(undefined);
  }, [held]);
  const scheme = useScheme();
  const pointed = usePointed();
  const places = useMemo(() => new Map(sample?.rows.map((row, index) => [row.id, index])), [sample]);
  // What is wrong with the filter is said beside it.
  if (problem && problem.code !== 'INVALID_INPUT') return <FigureProblem title="Figures of the runs" problem={problem} onRetry={retry} />;
  if (!sample) return null;
  const { rows, total } = sample;
  if (rows.length < 2 || axes.length < 2)
    return (
      <Panel title="Figures of the runs">
        <p className="muted">They take two or more runs that differ in a param and in their results.</p>
      </Panel>
    );
  const runAt = (id: string | undefined): HighlightedRun[] => {
    const index = id === undefined ? undefined : places.get(id);
    return index === undefined ? [] : [{ index, color: runColor(rows[index]!.number, scheme) }];
  };
  const shared = { brushes, onBrush, highlighted: state.selected.flatMap(runAt), pointed: runAt(pointed)[0] };
  const note = total > rows.length ? `first ${count(rows.length)} of ${count(total)} runs` : plural(rows.length, 'run');
  const query = { document: BoardRunsDocument, variables: sampleQuestion(project, state, names) };
  return (
    <>
      {held && (
        <HeldRuns
          count={held.length}
          condition={conditionOf(brushedAxes, brushes)}
          onBrush={onBrush}
          onFilter={(condition) => change({ filter: withCondition(state.filter, condition) })}
        />
      )}
      {state.figures.includes('parallel') && (
        <Figure
          title="Params that matter"
          note={note}
          query={query}
          table={() =>
            sampleTable(
              rows,
              values,
              axes.map((axis) => axis.name),
            )
          }
        >
          <ParallelFigure axes={axes} {...shared} />
        </Figure>
      )}
      {state.figures.includes('scatter') && (
        <ScatterPanel
          {...shared}
          rows={rows}
          values={values}
          columns={columns}
          across={across ?? importance?.params[0]?.name ?? axes[0]!.name}
          up={outcome}
          note={note}
          query={query}
          onChoose={(x, y) => change({ scatter: [x, y] })}
          onOpen={onOpen}
        />
      )}
      {state.figures.includes('importance') && (
        <ImportancePanel
          found={found}
          outcome={outcome}
          note={note}
          query={query}
          onChoose={(name) => change({ scatter: [name, outcome], figures: [...new Set([...state.figures, 'scatter' as const])] })}
        />
      )}
    </>
  );
}
