'use client';
import { useEffect, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { WorksDocument, type WorksQueryVariables } from '../../generated/data.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { Work } from './WorkCards.tsx';

const pageSize = 48;
const none: readonly Work[] = [];

/** Stands for works that have no value in a column. */
export const noValue = '∅';

export interface WorkFilter {
  readonly label: string;
  /** A column and its value; without a value every work passes. */
  readonly column: string;
  readonly value: string;
  readonly search: string;
}

interface Loaded {
  readonly works: readonly Work[];
  readonly total: number;
  readonly next: string | null;
}

/** Works that pass a filter, page by page. A new filter begins a new list; what is no longer wanted is forgotten when it comes. */
export function useWorks(version: string, { label, column, value, search }: WorkFilter) {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>();
  const [problem, setProblem] = useState<Problem>();
  const load = async (after: string | null, kept: readonly Work[], stillWanted: () => boolean) => {
    const variables: WorksQueryVariables = {
      version,
      first: pageSize,
      after,
      label: label || null,
      where: column && value ? { column, value: value === noValue ? null : value } : null,
      search: search || null,
    };
    const { data, error } = await client.query(WorksDocument, variables);
    if (!stillWanted()) return;
    setProblem(error && problemOf(error));
    const page = data?.datasetVersion?.works;
    if (page)
      setLoaded({
        works: [...kept, ...page.nodes],
        total: page.totalCount,
        next: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
      });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list begins when version or filter change, not when `load` is made anew
  useEffect(() => {
    let wanted = true;
    setLoaded(undefined);
    void load(null, none, () => wanted);
    return () => {
      wanted = false;
    };
  }, [version, label, column, value, search]);
  return {
    works: loaded?.works ?? none,
    total: loaded?.total,
    problem,
    more: loaded?.next ? () => load(loaded.next, loaded.works, () => true) : undefined,
  };
}

/** Certain works by their rows, as far as one page goes. */
export function useWorksAt(version: string, rows: readonly number[]): readonly Work[] {
  const [{ data }] = useQuery({
    query: WorksDocument,
    variables: { version, first: 100, rows: rows.slice(0, 100) },
    pause: rows.length === 0,
  });
  return rows.length === 0 ? none : (data?.datasetVersion?.works.nodes ?? none);
}
