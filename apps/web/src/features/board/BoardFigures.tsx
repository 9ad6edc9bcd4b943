'use client';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { Brushes } from '../../charts/prepare/parallel.ts';
import { BoardColumnsDocument } from '../../generated/board.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import styles from './Board.module.css';
import { BoardCurves } from './BoardCurves.tsx';
import { type BoardState, type FigureKind, figureKinds } from './board-state.ts';
import { FigureProblem } from './FigureProblem.tsx';
import type { BoardItems } from './items.ts';
import { SampleFigures } from './SampleFigures.tsx';
import type { ChangeBoard } from './use-board-state.ts';

interface BoardFiguresProps {
  project: ProjectRef;
  items: BoardItems;
  measures: readonly string[];
  state: BoardState;
  change: ChangeBoard;
  primaryMetric: string;
  brushes: Brushes;
  onBrush: (brushes: Brushes) => void;
}

const titles: Record<FigureKind, string> = { curves: 'Curves', parallel: 'Parallel', scatter: 'Scatter', importance: 'Importance' };

/** Figures of the runs beside their table: what is ticked, pointed at or held in one shows in the others. */
export function BoardFigures(props: BoardFiguresProps) {
  const { project, state, change, primaryMetric } = props;
  const router = useRouter();
  const [{ data, error }, retry] = useQuery({
    query: BoardColumnsDocument,
    variables: { team: project.team, slug: project.slug, search: null, kinds: ['PARAM', 'METRIC', 'EVALUATION'], first: 200 },
  });
  const columns = data?.project?.columns.nodes;
  const outcome = useMemo(() => outcomeOf(columns ?? [], state.scatter?.[1], primaryMetric), [columns, state.scatter, primaryMetric]);
  const toggle = (kind: FigureKind) =>
    change({ figures: figureKinds.filter((each) => (each === kind ? !state.figures.includes(kind) : state.figures.includes(each))) });
  const isSampled = state.figures.some((kind) => kind !== 'curves');
  return (
    <>
      <div className={styles.kinds} role="group" aria-label="Figures">
        {figureKinds.map((kind) => (
          <button key={kind} type="button" className={styles.chip} aria-pressed={state.figures.includes(kind)} onClick={() => toggle(kind)}>
            {titles[kind]}
          </button>
        ))}
      </div>
      {state.figures.length > 0 && (
        <div className={styles.figures}>
          {state.figures.includes('curves') && <BoardCurves {...props} />}
          {isSampled && error && !data && (
            <FigureProblem
              title="Figures of the runs"
              problem={problemOf(error)}
              onRetry={() => retry({ requestPolicy: 'network-only' })}
            />
          )}
          {isSampled && columns && outcome && (
            <SampleFigures {...props} columns={columns} outcome={outcome} onOpen={(id) => router.push(links.run(project.ref, id))} />
          )}
        </div>
      )}
    </>
  );
}

export interface KnownColumn {
  readonly name: string;
  readonly kind: string;
  readonly count: number;
  readonly isNumber: boolean;
  readonly min?: unknown;
  readonly max?: unknown;
  readonly examples: readonly unknown[];
}

/** What the figures are about: what was chosen, else the project's own metric on the test part or on validation, else what most runs have. */
function outcomeOf(columns: readonly KnownColumn[], chosen: string | undefined, primaryMetric: string): string | undefined {
  const names = new Set(columns.map((column) => column.name));
  if (chosen) return chosen;
  const usual = [`test.${primaryMetric}`, `metrics.val_${primaryMetric}`, `metrics.${primaryMetric}`].find((name) => names.has(name));
  const most = columns.filter((column) => column.kind !== 'PARAM').sort((a, b) => b.count - a.count)[0];
  return usual ?? most?.name;
}
