'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { WorksDocument, type WorksQueryVariables } from '../../generated/data.ts';
import { connection } from '../../lib/connection.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { Work } from './WorkCards.tsx';
import { type WorkFilter, worksQuery } from './works-query.ts';

const pageSize = 60;
const none: readonly Work[] = [];

export interface Works {
  /** How many pass the filter; undefined until the first page is there. */
  readonly total: number | undefined;
  /** By its place among those that pass; undefined until its page is there. */
  readonly at: (index: number) => Work | undefined;
  /** Fetches what is missing between two places, the second left out. */
  readonly want: (from: number, to: number) => void;
  readonly problem: Problem | undefined;
  /** Asks again for what failed. It is done by itself when the server is back. */
  readonly retry: () => void;
}

/** Works that pass a filter, of which only the pages are fetched that somebody looks at. Another filter wants another component. */
export function useWorks(version: string, filter: WorkFilter): Works {
  const client = useClient();
  const [pages, setPages] = useState<ReadonlyMap<number, readonly Work[]>>(new Map());
  const [total, setTotal] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const asked = useRef(new Set<number>());
  const failed = useRef(new Set<number>());
  const asking = JSON.stringify(worksQuery(version, filter));
  const load = useCallback(
    async (page: number) => {
      asked.current.add(page);
      const variables = { ...(JSON.parse(asking) as WorksQueryVariables), first: pageSize, offset: page * pageSize };
      // A version never changes.
      const { data, error } = await client.query(WorksDocument, variables, { requestPolicy: 'cache-first' });
      setProblem(error && problemOf(error));
      const works = data?.datasetVersion?.works;
      if (!works) return void failed.current.add(page);
      setTotal(works.totalCount);
      setPages((known) => new Map(known).set(page, works.nodes));
    },
    [client, asking],
  );
  const want = useCallback(
    (from: number, to: number) => {
      for (let page = Math.floor(from / pageSize); page * pageSize < to; page += 1) if (!asked.current.has(page)) void load(page);
    },
    [load],
  );
  const retry = useCallback(() => {
    const pages = [...failed.current];
    failed.current.clear();
    for (const page of pages) void load(page);
  }, [load]);
  useEffect(() => {
    const stop = connection.subscribe(() => connection.isOnline() && retry());
    return () => void stop();
  }, [retry]);
  const at = useCallback((index: number) => pages.get(Math.floor(index / pageSize))?.[index % pageSize], [pages]);
  return { total, at, want, problem, retry };
}

/** Certain works by their rows, as far as one page goes. */
export function useWorksAt(version: string, rows: readonly number[]): readonly Work[] {
  const [{ data }] = useQuery({
    query: WorksDocument,
    variables: { version, first: 100, rows: rows.slice(0, 100) },
    pause: rows.length === 0,
    requestPolicy: 'cache-first',
  });
  return rows.length === 0 ? none : (data?.datasetVersion?.works.nodes ?? none);
}
