'use client';
import type { ProjectRef } from '../../lib/project-ref.ts';
import type { BoardState } from './board-state.ts';
import { ColumnPicker } from './ColumnPicker.tsx';
import { type Column, usualColumns } from './columns.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { GroupPicker } from './GroupPicker.tsx';
import type { BoardItems } from './items.ts';
import type { ChangeBoard } from './use-board-state.ts';
import { ViewsMenu } from './ViewsMenu.tsx';

interface BoardToolsProps {
  project: ProjectRef;
  state: BoardState;
  change: ChangeBoard;
  columns: readonly Column[];
  measures: readonly string[];
  primaryMetric: string;
  items: BoardItems;
}

/** How the board is looked at: views, columns, groups; and the way out. */
export function BoardTools({ project, state, change, columns, measures, primaryMetric, items }: BoardToolsProps) {
  return (
    <>
      <ViewsMenu project={project} state={state} columns={columns} />
      <GroupPicker project={project} groupBy={state.groupBy} onChange={(groupBy) => change({ groupBy })} />
      <ColumnPicker
        project={project}
        chosen={state.columns ?? usualColumns(primaryMetric)}
        onChange={(next) => change({ columns: next })}
      />
      <ExportMenu project={project} state={state} columns={columns} measures={measures} items={items} />
    </>
  );
}
