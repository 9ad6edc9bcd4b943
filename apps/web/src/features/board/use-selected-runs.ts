'use client';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { SelectedRunsDocument } from '../../generated/board.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import type { BoardItems } from './items.ts';
import type { SelectedRun } from './selected.ts';

/** The API names so many runs at once. */
const most = 500;

/** What is known of the ticked runs: from the rows that are there, and of the others from the server, as soon as it has answered. */
export function useSelectedRuns(project: ProjectRef, ids: readonly string[], items: BoardItems): readonly SelectedRun[] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that rows have changed
  const loaded = useMemo(() => new Map(items.loaded().map((row) => [row.id, row])), [items.version]);
  const missing = ids.filter((id) => !loaded.has(id)).slice(0, most);
  const [{ data }] = useQuery({
    query: SelectedRunsDocument,
    variables: { team: project.team, slug: project.slug, ids: missing },
    pause: missing.length === 0,
    requestPolicy: 'cache-and-network',
  });
  return useMemo(() => {
    const asked = new Map(data?.project?.runs.nodes.map((run) => [run.id, run]));
    return ids.flatMap<SelectedRun>((id) => loaded.get(id) ?? asked.get(id) ?? []);
  }, [ids, loaded, data]);
}
