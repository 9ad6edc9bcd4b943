'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { BoardGroupsDocument, BoardGroupRunsDocument } from '../../generated/board.ts';
import { type Problem, problemOf } from '../../lib/problem.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import type { BoardState } from './board-state.ts';
import { groupLabels } from './group-labels.ts';
import { type BoardItems, type Group, type GroupRows, itemsOfGroups, keyOf } from './items.ts';
import { groupFilterOf, groupsQuestion, orderOf } from './orders.ts';
import { type Row, rowOf } from './row.ts';
import { useLive } from './use-board-rows.ts';

const pageSize = 100;

interface GroupsQuestion {
  readonly project: ProjectRef;
  readonly projectId: string | undefined;
  readonly state: Pick<BoardState, 'filter' | 'sort' | 'groupBy'>;
  /** Names of columns: those that the server fills, and which of them are measured. */
  readonly columns: readonly string[];
  readonly measures: readonly string[];
}

interface Loaded {
  readonly question: string;
  readonly groups: readonly Group[];
  readonly total: number;
  readonly next: string | null;
}

/** Groups of runs, page by page, and the runs of those that are open. Asks nothing while nothing is grouped. */
export function useBoardGroups({ project, projectId, state, columns, measures }: GroupsQuestion) {
  const client = useClient();
  const { filter, sort, groupBy } = state;
  const pause = groupBy.length === 0;
  const question = JSON.stringify([project.ref, filter, groupBy, measures, measures.includes(sort.replace(/^-/, '')) ? sort : '']);
  const [loaded, setLoaded] = useState<Loaded>();
  const [open, setOpen] = useState<ReadonlyMap<string, GroupRows>>(new Map());
  const [problem, setProblem] = useState<Problem>();
  const asked = useRef(question);
  asked.current = question;
  const busy = useRef(new Set<string>());

  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for what is asked
  const read = useCallback(
    async (after: string | null, first = pageSize) => {
      const { data, error } = await client
        .query(
          BoardGroupsDocument,
          {
            team: project.team,
            slug: project.slug,
            ...groupsQuestion({ filter, sort, groupBy }, measures),
            first,
            after,
          },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      if (asked.current !== question) return undefined;
      setProblem(error ? problemOf(error) : undefined);
      return data?.project?.runGroups;
    },
    [client, question],
  );

  // Rows of a group in the order and with the columns of the board.
  const readRows = useCallback(
    async (group: Group, offset: number) => {
      const name = keyOf(group);
      if (busy.current.has(name)) return;
      busy.current.add(name);
      const { data } = await client
        .query(
          BoardGroupRunsDocument,
          {
            team: project.team,
            slug: project.slug,
            columns: [...columns],
            filter: groupFilterOf(filter, groupBy, group.key),
            orderBy: orderOf(sort),
            first: pageSize,
            offset,
          },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      busy.current.delete(name);
      const rows = data?.project?.runs.nodes.map((node) => rowOf(columns, node));
      if (!rows) return;
      setOpen((was) => {
        const known = was.get(name);
        return known ? new Map(was).set(name, { rows: [...known.rows.slice(0, offset), ...rows] as Row[] }) : was;
      });
    },
    [client, project, columns, filter, groupBy, sort],
  );

  const refresh = useCallback(async () => {
    const page = await read(null, Math.min(500, Math.max(pageSize, loaded?.question === question ? loaded.groups.length : 0)));
    if (page)
      setLoaded({
        question,
        groups: page.nodes,
        total: page.totalCount,
        next: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
      });
  }, [read, question, loaded]);
  const begin = useRef(refresh);
  begin.current = refresh;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question closes what was open
  useEffect(() => {
    setOpen(new Map());
    if (!pause) void begin.current();
  }, [question, pause]);
  // Other columns or another order: the runs of open groups are read again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only then
  useEffect(() => {
    for (const group of loaded?.groups ?? []) if (open.has(keyOf(group))) void readRows(group, 0);
  }, [columns, sort]);
  useLive(
    projectId,
    pause,
    refresh,
    () => loaded?.groups.some((group) => group.statuses.some(({ status }) => status === 'RUNNING')) ?? false,
  );

  const items = useMemo<BoardItems>(() => {
    const more = async () => {
      if (!loaded?.next || busy.current.has('')) return;
      busy.current.add('');
      const page = await read(loaded.next);
      busy.current.delete('');
      if (page)
        setLoaded(
          (was) =>
            was && {
              ...was,
              groups: [...was.groups, ...page.nodes],
              next: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
            },
        );
    };
    const labels = groupLabels(loaded?.groups ?? []);
    const named = (loaded?.groups ?? []).map((group, index) => ({ ...group, label: labels[index]! }));
    return itemsOfGroups(named, loaded?.total ?? 0, open, [loaded, open], {
      more: () => void more(),
      moreOf: (group) => void readRows(group, open.get(keyOf(group))?.rows.length ?? 0),
      toggle: (group) => {
        const name = keyOf(group);
        setOpen((was) => {
          const next = new Map(was);
          if (!next.delete(name)) next.set(name, { rows: [] });
          return next;
        });
        if (!open.has(name)) void readRows(group, 0);
      },
    });
  }, [loaded, open, read, readRows]);
  return { items, groups: loaded?.groups, total: loaded?.total, isStale: loaded?.question !== question, problem, refresh };
}
