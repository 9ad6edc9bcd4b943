'use client';
import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { BoardProjectDocument, DeleteRunsDocument, RestoreRunsDocument, type RunOrder } from '../../generated/board.ts';
import { count, plural } from '../../lib/format.ts';
import { links } from '../../lib/links.ts';
import { problemOf } from '../../lib/problem.ts';
import { useProjectRef } from '../../lib/project-ref.ts';
import { useQueryState } from '../../lib/query-state.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { ProblemPanel } from '../../ui/ProblemPanel.tsx';
import { say } from '../../ui/toast-store.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './Board.module.css';
import { columnOf, columnsIn, defaultColumns } from './columns.ts';
import { FilterLine } from './FilterLine.tsx';
import { useBoardRows } from './use-board-rows.ts';

const ColumnPicker = dynamic(() => import('./ColumnPicker.tsx').then((module) => module.ColumnPicker), {
  ssr: false,
  loading: () => <Button variant="default">Columns</Button>,
});
// Its rows come over the wire first, so the table is there before them.
const BoardTable = dynamic(() => import('./BoardTable.tsx').then((module) => module.BoardTable), {
  ssr: false,
  loading: () => <Waiting lines={10} />,
});
// As high as the figures, so that the table below does not jump.
const BoardFigures = dynamic(() => import('./BoardFigures.tsx').then((module) => module.BoardFigures), {
  ssr: false,
  loading: () => <div style={{ height: 218 }} />,
});

/** Every run of a project: filter, figures, table. What is shown stands in the address. */
export function BoardPage() {
  const router = useRouter();
  const project = useProjectRef();
  const [{ data, error }, retry] = useQuery({ query: BoardProjectDocument, variables: { team: project.team, slug: project.slug } });
  const [filter, setFilter] = useQueryState('filter');
  const [sort, setSort] = useQueryState('sort', '-number');
  const [chosen, setChosen] = useQueryState('columns');
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [, remove] = useMutation(DeleteRunsDocument);
  const [, restore] = useMutation(RestoreRunsDocument);
  const orderBy = useMemo(() => orderOf(sort), [sort]);
  const { loaded, problem, more, refresh } = useBoardRows(project, data?.project?.id, filter, orderBy);
  const primaryMetric = data?.project?.primaryMetric ?? 'accuracy';
  const keys = useMemo(() => (chosen ? chosen.split(',') : defaultColumns(primaryMetric)), [chosen, primaryMetric]);
  const columns = useMemo(() => keys.map(columnOf), [keys]);

  if (error && !data) return <ProblemPanel problem={problemOf(error)} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Waiting />;
  if (!data.project) return <ProblemPanel problem={{ code: 'NOT_FOUND', message: `There is no project ${project.ref}.`, fields: {} }} />;
  const { name, description, counts } = data.project;
  const rows = loaded?.rows ?? [];
  const picked = rows.filter((row) => selected.includes(row.id));
  const canFuse = picked.length >= 2 && picked.every((row) => row.status === 'FINISHED' && row.split?.id === picked[0]?.split?.id);

  const deleteSelected = async () => {
    const ids = [...selected];
    const { error } = await remove({ ids });
    if (error) return say(problemOf(error).message, { tone: 'bad' });
    setSelected([]);
    void refresh();
    say(`${plural(ids.length, 'run')} deleted.`, { action: { label: 'Undo', run: () => void restore({ ids }).then(refresh) } });
  };

  if (counts.runs === 0 && loaded && rows.length === 0 && !filter) {
    const ready = counts.datasets > 0;
    return (
      <Page title={name} subtitle={description}>
        <Empty
          title="No runs yet"
          action={
            <Button component={Link} size="sm" href={ready ? links.launch(project.ref) : links.data(project.ref)} prefetch={false}>
              {ready ? 'Launch the first model' : 'Bring data'}
            </Button>
          }
        >
          {ready
            ? 'Launch a CNN on the pictures and an RNN on the sequences, then compare and fuse them here.'
            : 'First bring the works that models shall learn from.'}
        </Empty>
      </Page>
    );
  }
  return (
    <Page
      title={name}
      subtitle={[
        description,
        loaded && `${loaded.estimate ? 'about ' : ''}${count(loaded.total)} ${filter ? 'found' : loaded.total === 1 ? 'run' : 'runs'}`,
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <ColumnPicker available={columnsIn(rows)} chosen={keys} onChange={(next) => setChosen(next.join(','))} />
          <Button component={Link} href={links.launch(project.ref)} prefetch={false} variant={selected.length > 0 ? 'default' : 'filled'}>
            Launch
          </Button>
        </>
      }
    >
      <FilterLine
        value={filter}
        onChange={setFilter}
        problem={problem?.code === 'INVALID_INPUT' ? problem.message : undefined}
        columns={columnsIn(rows)}
      />
      {selected.length > 0 && (
        <div className={styles.actions} role="toolbar" aria-label="Selected runs">
          <strong>{plural(selected.length, 'run')} selected</strong>
          <Button onClick={() => router.push(links.compare(project.ref, selected))} disabled={selected.length < 2}>
            Compare
          </Button>
          <Button
            variant="default"
            disabled={!canFuse}
            onClick={() => router.push(links.fusion(project.ref, selected))}
            title={canFuse ? '' : 'Fusing needs two or more finished runs on one split'}
          >
            Fuse
          </Button>
          <Button variant="default" onClick={deleteSelected}>
            Delete
          </Button>
          <Button variant="subtle" onClick={() => setSelected([])}>
            Clear
          </Button>
        </div>
      )}
      {problem && problem.code !== 'INVALID_INPUT' && <ProblemPanel problem={problem} onRetry={refresh} />}
      {rows.length > 0 && <BoardFigures rows={rows} selected={selected} primaryMetric={data.project.primaryMetric} />}
      {!loaded && !problem && <Waiting lines={10} />}
      {loaded && rows.length === 0 && (
        <Empty
          title="No run is like that"
          action={
            <Button variant="default" onClick={() => setFilter('')}>
              Show all
            </Button>
          }
        >
          Nothing matches the filter.
        </Empty>
      )}
      {loaded && rows.length > 0 && (
        <BoardTable
          project={project.ref}
          rows={rows}
          columns={columns}
          sort={sort}
          onSort={setSort}
          selected={selected}
          onSelect={setSelected}
          onMore={more}
          hasMore={loaded.next !== null}
        />
      )}
    </Page>
  );
}

/** `-test.accuracy` is descending by that column; the default is the newest first. */
function orderOf(sort: string): RunOrder {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  const key = sort.replace(/^-/, '');
  if (key === 'number') return { by: 'NUMBER', direction };
  if (key === 'name') return { by: 'NAME', direction };
  if (key === 'status') return { by: 'STATUS', direction };
  return { ...(columnOf(key).order ?? { by: 'NUMBER' }), direction };
}
