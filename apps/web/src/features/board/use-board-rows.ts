'use client';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useClient, useSubscription } from 'urql';
import { BoardChangedDocument, BoardRunsDocument, type RunFilter } from '../../generated/board.ts';
import { connection } from '../../lib/connection.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { orderOf } from './orders.ts';
import { type Row, rowOf } from './row.ts';
import { createRowStore, type Page } from './row-store.ts';

const pageSize = 100;
/** Changes that come closer together than this are shown together. */
const quietMs = 700;
const slowMs = 5_000;

interface BoardQuestion {
  readonly project: ProjectRef;
  readonly projectId: string | undefined;
  readonly filter: RunFilter | null;
  readonly sort: string;
  /** Names of the columns that the server fills. */
  readonly columns: readonly string[];
  readonly pause?: boolean;
}

/** Rows of the board as one looks at them, kept up to date without a jump. */
export function useBoardRows({ project, projectId, filter, sort, columns, pause = false }: BoardQuestion) {
  const client = useClient();
  const [problem, setProblem] = useState<Problem>();
  const question = JSON.stringify([project.ref, filter, sort]);
  const latestColumns = useRef(columns);
  latestColumns.current = columns;
  const asked = useRef(question);
  asked.current = question;
  /** Set by the table: rows may move while one looks at the top of it. */
  const mayMove = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for project, filter and order
  const store = useMemo(() => {
    const read = async (page: number): Promise<Page<Row> | undefined> => {
      const columns = latestColumns.current;
      const { data, error } = await client
        .query(
          BoardRunsDocument,
          {
            team: project.team,
            slug: project.slug,
            columns: [...columns],
            filter,
            orderBy: orderOf(sort),
            first: pageSize,
            offset: page * pageSize,
          },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      if (asked.current !== question || latestColumns.current !== columns) return undefined;
      setProblem(error ? problemOf(error) : undefined);
      const runs = data?.project?.runs;
      return (
        runs && { rows: runs.nodes.map((node) => rowOf(columns, node)), total: runs.totalCount, isEstimate: runs.totalCountIsEstimate }
      );
    };
    return createRowStore<Row>({ read, pageSize, idOf: (row) => row.id });
  }, [client, question]);
  // Other columns of the same rows are filled in where the rows stand.
  const filled = useRef({ store, columns });
  useEffect(() => {
    const { store: before, columns: had } = filled.current;
    filled.current = { store, columns };
    if (before === store && columns.some((name) => !had.includes(name))) void store.outdate();
  }, [store, columns]);
  const version = useSyncExternalStore(store.subscribe, store.version, store.version);

  useEffect(() => {
    if (!pause) store.want(0, pageSize - 1);
  }, [store, pause]);

  const refresh = useCallback(() => store.refresh({ mayMove: mayMove.current }), [store]);
  useLive(projectId, pause, refresh, () => store.loaded().some((row) => ['RUNNING', 'STARTING', 'QUEUED'].includes(row.status)));
  // Until the first rows of another question have come, those of the last one stay.
  const shown = useRef(store);
  if (store.total() !== undefined || pause) shown.current = store;
  return { store: shown.current, isStale: shown.current !== store, version, problem, refresh, mayMove };
}

/** Calls `refresh` soon after the board has changed, and now and then while something runs, so that a lost word loses nothing. */
export function useLive(projectId: string | undefined, pause: boolean, refresh: () => Promise<void>, isRunning: () => boolean) {
  const [{ data: change }] = useSubscription({
    query: BoardChangedDocument,
    variables: { project: projectId ?? '' },
    pause: pause || !projectId,
  });
  const current = useRef({ refresh, isRunning });
  current.current = { refresh, isRunning };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const first = useRef(true);
  useEffect(() => {
    if (!change) return;
    // The first word only says that the line stands.
    if (first.current) {
      first.current = false;
      return;
    }
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void current.current.refresh();
    }, quietMs);
  }, [change]);
  // What was missed without a connection is read when there is one again.
  useEffect(() => {
    if (pause) return;
    const stop = connection.subscribe(() => connection.isOnline() && void current.current.refresh());
    return () => void stop();
  }, [pause]);
  useEffect(() => {
    const slow = setInterval(() => {
      if (!pause && document.visibilityState === 'visible' && current.current.isRunning()) void current.current.refresh();
    }, slowMs);
    return () => {
      clearInterval(slow);
      clearTimeout(timer.current);
    };
  }, [pause]);
}
