'use client';
import { useCallback, useEffect, useState } from 'react';
import { type OperationResult, useClient } from 'urql';
import { BoardRunsDocument, type BoardRunsQuery } from '../../generated/board.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import type { BoardState } from './board-state.ts';
import { filterOf, orderOf } from './orders.ts';
import { type Row, rowOf } from './row.ts';

const pageSize = 500;
/** More runs than this are not drawn; the figure says so. */
export const mostDrawn = 2_000;

export interface Sample {
  readonly rows: readonly Row[];
  /** Runs that pass the filter. */
  readonly total: number;
}

/** What is asked for a sample, page by page. */
export function sampleQuestion(project: ProjectRef, { filter, sort }: Pick<BoardState, 'filter' | 'sort'>, columns: readonly string[]) {
  const which = { team: project.team, slug: project.slug, filter: filterOf(filter) };
  return { ...which, columns: [...columns], orderBy: orderOf(sort), first: pageSize };
}

/** The first two thousand runs that pass the filter, in the order of the board, with some columns: what the figures beside the curves are made of. */
export function useSample(
  project: ProjectRef,
  { filter, sort }: Pick<BoardState, 'filter' | 'sort'>,
  columns: readonly string[],
): { sample: Sample | undefined; problem: Problem | undefined; retry: () => void } {
  const client = useClient();
  const [sample, setSample] = useState<Sample>();
  const [problem, setProblem] = useState<Problem>();
  const [attempt, setAttempt] = useState(0);
  const question = JSON.stringify([project.ref, filter, sort, columns]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for what is asked
  useEffect(() => {
    if (columns.length === 0) return;
    let isGone = false;
    const read = async () => {
      const rows: Row[] = [];
      let after: string | null = null;
      do {
        const answer: OperationResult<BoardRunsQuery> = await client
          .query(BoardRunsDocument, { ...sampleQuestion(project, { filter, sort }, columns), after }, { requestPolicy: 'network-only' })
          .toPromise();
        const page = answer.data?.project?.runs;
        if (isGone) return;
        setProblem(answer.error && problemOf(answer.error));
        if (!page) return;
        rows.push(...page.nodes.map((node) => rowOf(columns, node)));
        setSample({ rows: [...rows], total: page.totalCount });
        after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
      } while (after && rows.length < mostDrawn);
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [client, question, attempt]);
  const retry = useCallback(() => {
    setProblem(undefined);
    setAttempt((was) => was + 1);
  }, []);
  return { sample, problem, retry };
}
