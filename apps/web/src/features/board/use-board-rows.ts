'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient, useSubscription } from 'urql';
import { BoardChangedDocument, BoardRunsDocument, type RunOrder } from '../../generated/board.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import type { Row } from './columns.ts';

const pageSize = 100;
const quietMs = 700;

interface Loaded {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly estimate: boolean;
  readonly next: string | null;
}

/** Rows page by page; when the board changes, the loaded beginning is read again, and rows keep their place. */
export function useBoardRows(project: ProjectRef, projectId: string | undefined, filter: string, orderBy: RunOrder) {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>();
  const [problem, setProblem] = useState<Problem>();
  const busy = useRef(false);
  const question = JSON.stringify([project.ref, filter, orderBy]);
  const asked = useRef(question);
  asked.current = question;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for project, filter and order
  const read = useCallback(
    async (after: string | null) => {
      const mine = question;
      const { data, error } = await client
        .query(
          BoardRunsDocument,
          { team: project.team, slug: project.slug, filter: filter ? { query: filter } : null, orderBy, first: pageSize, after },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      if (asked.current !== mine) return undefined;
      setProblem(error ? problemOf(error) : undefined);
      return data?.project?.runs;
    },
    [client, question],
  );

  const refresh = useCallback(async () => {
    const page = await read(null);
    if (!page) return;
    setLoaded((was) => {
      const fresh = new Set(page.nodes.map((row) => row.id));
      // What was read beyond the first page stays below it.
      const kept = was && was.rows.length > pageSize ? was.rows.slice(pageSize).filter((row) => !fresh.has(row.id)) : [];
      return {
        rows: [...page.nodes, ...kept],
        total: page.totalCount,
        estimate: page.totalCountIsEstimate,
        next: kept.length > 0 ? was!.next : page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
      };
    });
  }, [read]);

  useEffect(() => {
    setLoaded(undefined);
    void refresh();
  }, [refresh]);

  const more = async () => {
    if (busy.current || !loaded?.next) return;
    busy.current = true;
    const page = await read(loaded.next);
    busy.current = false;
    if (!page) return;
    setLoaded((was) => {
      if (!was) return was;
      const known = new Set(was.rows.map((row) => row.id));
      return {
        ...was,
        rows: [...was.rows, ...page.nodes.filter((row) => !known.has(row.id))],
        total: page.totalCount,
        next: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
      };
    });
  };

  const [{ data: change }] = useSubscription({ query: BoardChangedDocument, variables: { project: projectId ?? '' }, pause: !projectId });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!change || timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void refresh();
    }, quietMs);
  }, [change, refresh]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const running = loaded?.rows.some((row) => row.status === 'RUNNING' || row.status === 'STARTING' || row.status === 'QUEUED') ?? false;
  useEffect(() => {
    if (!running) return;
    const slow = setInterval(() => void refresh(), 5_000);
    return () => clearInterval(slow);
  }, [running, refresh]);

  return { loaded, problem, more, refresh };
}
