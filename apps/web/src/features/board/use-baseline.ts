'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { BoardBaselineDocument } from '../../generated/board.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import { type Row, rowOf } from './row.ts';

/** The run that the others are compared with, wherever in the table it is. */
export function useBaseline(project: ProjectRef, number: number | undefined, columns: readonly string[]): Row | undefined {
  const [{ data }] = useQuery({
    query: BoardBaselineDocument,
    variables: { team: project.team, slug: project.slug, number: number ?? 0, columns: [...columns] },
    pause: number === undefined,
  });
  const run = data?.project?.run;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is to these columns
  return useMemo(() => (number !== undefined && run?.number === number ? rowOf(columns, run) : undefined), [run, number]);
}
