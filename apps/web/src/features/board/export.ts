import { BoardGroupsDocument, BoardRunsDocument } from '../../generated/board.ts';
import type { ProjectRef } from '../../lib/project-ref.ts';
import type { BoardState } from './board-state.ts';
import type { Column } from './columns.ts';
import type { BoardItems } from './items.ts';
import { filterOf, groupsQuestion, orderOf } from './orders.ts';

/** Where the server streams the runs that pass, in the order and with the columns of the board. */
export function exportAddress(project: ProjectRef, state: BoardState, columns: readonly Column[], format: 'csv' | 'ndjson'): string {
  const query = new URLSearchParams({
    columns: ['number', 'name', 'status', ...columns.map((column) => column.name).filter((name) => !name.startsWith('curve'))].join(','),
    order: state.sort.replace(/^-/, ''),
    direction: state.sort.startsWith('-') ? 'DESC' : 'ASC',
    ...(state.filter && { query: state.filter }),
  });
  return `/projects/${project.team}/${project.slug}/runs.${format}?${query}`;
}

const pageSize = 100;

/** The operation that brought the first lines of the table: runs, or groups when they are put together. */
export function tableQuery(project: ProjectRef, state: BoardState, columns: readonly Column[], measures: readonly string[]) {
  const which = { team: project.team, slug: project.slug };
  if (state.groupBy.length > 0)
    return { document: BoardGroupsDocument, variables: { ...which, ...groupsQuestion(state, measures), first: pageSize } };
  const names = columns.map((column) => column.name).filter((name) => !name.startsWith('curve'));
  const variables = { ...which, columns: names, filter: filterOf(state.filter), orderBy: orderOf(state.sort), first: pageSize };
  return { document: BoardRunsDocument, variables };
}

/** The lines of the table that are there, as numbers and words. */
export function tableOf(items: BoardItems, columns: readonly Column[]) {
  const shown = columns.filter((column) => !column.name.startsWith('curve'));
  const rows: (string | number)[][] = [];
  for (let index = 0; index < items.count; index += 1) {
    const item = items.at(index);
    if (item?.kind === 'group') {
      const mean = (column: Column) => Number(item.group.measures.find((measure) => measure.column === column.name)?.mean ?? Number.NaN);
      rows.push([item.group.label, item.group.count, ...shown.map((column) => orNothing(mean(column)))]);
    } else if (item?.kind === 'row') {
      const { row } = item;
      rows.push([row.name, row.number, ...shown.map((column) => numberOrWord(column, row.cells[column.name])), row.status]);
    }
  }
  return {
    columns: [
      items.isGrouped ? 'group' : 'run',
      items.isGrouped ? 'runs' : 'number',
      ...shown.map((column) => column.name),
      ...(items.isGrouped ? [] : ['status']),
    ],
    rows,
  };
}

function numberOrWord(column: Column, cell: unknown): string | number {
  const value = column.value(cell);
  if (Number.isFinite(value)) return value;
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' && !Array.isArray(cell) ? orNothing(value) : Array.isArray(cell) ? cell.join(' ') : String(cell);
}

function orNothing(value: number): string | number {
  return Number.isNaN(value) ? '' : value;
}
