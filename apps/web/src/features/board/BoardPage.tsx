'use client';
import { Button } from '@mantine/core';
import { apart } from '../../ui/apart.tsx';
import Link from 'next/link';
import { type ReactNode, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import type { Brushes } from '../../charts/prepare/parallel.ts';
import { BoardProjectDocument, type BoardProjectQuery } from '../../generated/board.ts';
import { count } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { useProjectRef } from '../../lib/use-project-ref.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { BoardBar } from './BoardBar.tsx';
import styles from './Board.module.css';
import type { BoardState } from './board-state.ts';
import { columnOf, usualColumns } from './columns.ts';
import { NewRows } from './NewRows.tsx';
import { itemsOfRows } from './items.ts';
import { filterOf } from './orders.ts';
import { useBaseline } from './use-baseline.ts';
import { useBoardGroups } from './use-board-groups.ts';
import { useBoardRows } from './use-board-rows.ts';
import { type ChangeBoard, useBoardState } from './use-board-state.ts';
import { isCurve } from './use-sparklines.ts';

const BoardTools = apart(() => import('./BoardTools.tsx').then((module) => module.BoardTools), <Button variant="default">Columns</Button>);
// Its rows come over the wire first, so the table is there before them.
const BoardTable = apart(() => import('./BoardTable.tsx').then((module) => module.BoardTable), <Waiting lines={10} />);
const SelectedRuns = apart(() => import('./SelectedRuns.tsx').then((module) => module.SelectedRuns), <div className={styles.actions} />);
// As high as the figures, so that the table below does not jump.
const BoardFigures = apart(() => import('./BoardFigures.tsx').then((module) => module.BoardFigures));

type Project = NonNullable<BoardProjectQuery['project']>;

/** Every run of a project: filter, figures, table. What is shown stands in the address. */
export function BoardPage() {
  const project = useProjectRef();
  const [state, change] = useBoardState();
  const [{ data, error }, retry] = useQuery({ query: BoardProjectDocument, variables: { team: project.team, slug: project.slug } });
  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (data && !data.project)
    return <ProblemPanel problem={{ code: 'NOT_FOUND', message: `There is no project ${project.ref}.`, fields: {} }} />;
  // The rows are asked for before the project has answered, with the columns that most projects begin with.
  return <Board project={project} known={data?.project ?? undefined} state={state} change={change} />;
}

interface BoardProps {
  project: ProjectRef;
  known: Project | undefined;
  state: BoardState;
  change: ChangeBoard;
}

/** Columns of which a mean says something. */
const numbered = /^(metrics|test|validation|train)\.|^params\.(?!(.*\.)?seed$)|^duration$/;
const noBrushes: Brushes = {};

function Board({ project, known, state, change }: BoardProps) {
  const primaryMetric = known?.primaryMetric ?? 'accuracy';
  const [brushes, setBrushes] = useState<Brushes>(noBrushes);
  const columns = useMemo(() => {
    const shown = [...(state.columns ?? usualColumns(primaryMetric))].sort((a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false));
    // A difference wants some room beside the value.
    return shown
      .map(columnOf)
      .map((column) =>
        state.baseline && !isCurve(column.name) && !state.columns?.some((each) => each.name === column.name && each.width)
          ? { ...column, width: column.width + 44 }
          : column,
      );
  }, [state.columns, state.baseline, primaryMetric]);
  const filled = useMemo(() => columns.map((column) => column.name).filter((name) => !isCurve(name)), [columns]);
  const measures = useMemo(() => filled.filter((name) => numbered.test(name)).slice(0, 50), [filled]);
  const isGrouped = state.groupBy.length > 0;
  const filter = useMemo(() => filterOf(state.filter), [state.filter]);
  const runs = useBoardRows({ project, projectId: known?.id, filter, sort: state.sort, columns: filled, pause: isGrouped });
  const groups = useBoardGroups({ project, projectId: known?.id, state, columns: filled, measures });
  const rowItems = useMemo(() => itemsOfRows(runs.store, runs.version), [runs.store, runs.version]);
  const items = isGrouped ? groups.items : rowItems;
  const total = isGrouped ? groups.total : runs.store.total();
  const problem = isGrouped ? groups.problem : runs.problem;
  const refresh = isGrouped ? groups.refresh : runs.refresh;
  const baseline = useBaseline(project, state.baseline, filled);
  const usualKeys = useMemo(
    () => [`val_${primaryMetric}`, primaryMetric, 'val_accuracy', 'accuracy', 'val_auc', 'val_loss', 'loss'],
    [primaryMetric],
  );

  if (known && known.counts.runs === 0 && !state.filter && total === 0) return <NoRuns project={project} known={known} />;
  const what = isGrouped ? 'groups' : state.filter ? 'found' : total === 1 ? 'run' : 'runs';
  const size = total !== undefined && `${!isGrouped && runs.store.isEstimate() ? 'about ' : ''}${count(total)} ${what}`;
  return (
    <div className={styles.page}>
      <Page
        title={known?.name ?? ' '}
        subtitle={[known?.description, size].filter(Boolean).join(' · ')}
        actions={
          <>
            <BoardTools
              project={project}
              state={state}
              change={change}
              columns={columns}
              measures={measures}
              primaryMetric={primaryMetric}
              items={items}
            />
            <Button
              component={Link}
              href={links.launch(project.ref)}
              prefetch={false}
              variant={state.selected.length > 0 ? 'default' : 'filled'}
            >
              Launch
            </Button>
          </>
        }
      >
        <BoardBar project={project} state={state} change={change} problem={problem?.code === 'INVALID_INPUT' ? problem : undefined} />
        {state.selected.length > 0 && (
          <SelectedRuns project={project} projectId={known?.id} state={state} change={change} items={items} onDone={refresh} />
        )}
        {problem && problem.code !== 'INVALID_INPUT' && total === undefined && <ProblemPanel problem={problem} onRetry={refresh} />}
        {total !== 0 && (
          <div className={styles.above} data-figures={state.figures.length || undefined} style={{ minHeight: heightOf(state) }}>
            {total !== undefined && known && (
              <BoardFigures
                project={project}
                items={items}
                measures={measures}
                state={state}
                change={change}
                primaryMetric={primaryMetric}
                brushes={brushes}
                onBrush={setBrushes}
              />
            )}
          </div>
        )}
        {total === undefined && !problem && <Waiting lines={10} />}
        {total === 0 && known && (
          <Empty
            title="No run is like that"
            action={
              <Button variant="default" onClick={() => change({ filter: '' })}>
                Show all
              </Button>
            }
          >
            Nothing matches the filter.
          </Empty>
        )}
        {total !== undefined && total > 0 && (
          <div className={styles.tableFrame}>
            {!isGrouped && <NewRows store={runs.store} version={runs.version} />}
            <BoardTable
              project={project.ref}
              items={items}
              columns={columns}
              state={state}
              change={change}
              baseline={baseline}
              primaryMetric={primaryMetric}
              usualKeys={usualKeys}
              isStale={isGrouped ? groups.isStale : runs.isStale}
              onTop={(isAtTop) => {
                runs.mayMove.current = isAtTop;
              }}
            />
          </div>
        )}
      </Page>
    </div>
  );
}

/** What the figures will take, so that nothing jumps when they come. */
function heightOf({ figures }: BoardState): number {
  return figures.length === 0 ? 30 : 268;
}

function NoRuns({ project, known }: { project: ProjectRef; known: Project }): ReactNode {
  const isReady = known.counts.datasets > 0;
  return (
    <Page title={known.name} subtitle={known.description}>
      <Empty
        title="No runs yet"
        action={
          <Button component={Link} size="sm" href={isReady ? links.launch(project.ref) : links.data(project.ref)} prefetch={false}>
            {isReady ? 'Launch the first model' : 'Bring data'}
          </Button>
        }
      >
        {isReady
          ? 'Launch a CNN on the pictures and an RNN on the sequences, then compare and fuse them here.'
          : 'First bring the works that models shall learn from.'}
      </Empty>
    </Page>
  );
}
