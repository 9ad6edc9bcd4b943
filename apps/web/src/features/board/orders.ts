import type { BoardState } from './board-state.ts';
import type { RunFilter, RunGroupOrder, RunOrder } from '../../generated/board.ts';

/** The order that a board's state asks for. */
export function orderOf(sort: string): RunOrder {
  return { by: 'COLUMN', key: sort.replace(/^-/, ''), direction: sort.startsWith('-') ? 'DESC' : 'ASC' };
}

/** The same for groups: by the mean of a column that is measured, otherwise the biggest first. */
function groupOrderOf(sort: string, measures: readonly string[]): RunGroupOrder {
  const column = sort.replace(/^-/, '');
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  return measures.includes(column) ? { by: 'MEASURE', measure: column, direction } : { by: 'COUNT', direction: 'DESC' };
}

/** The filter in the words of the API. */
export function filterOf(filter: string): RunFilter | null {
  return filter ? { query: filter } : null;
}

/** The runs of one group among those that pass the filter. */
export function groupFilterOf(filter: string, groupBy: BoardState['groupBy'], key: readonly unknown[]): RunFilter {
  const group: RunFilter = { group: { by: groupByOf(groupBy), key: [...key] } };
  return filter ? { and: [{ query: filter }, group] } : group;
}

/** Which groups a board's state asks for, as variables of the API. */
export function groupsQuestion({ filter, sort, groupBy }: Pick<BoardState, 'filter' | 'sort' | 'groupBy'>, measures: readonly string[]) {
  return { by: groupByOf(groupBy), filter: filterOf(filter), measures: [...measures], orderBy: groupOrderOf(sort, measures) };
}

function groupByOf(groupBy: BoardState['groupBy']): { column: string; except?: string[] }[] {
  return groupBy.map(({ column, except }) => ({ column, ...(except.length > 0 && { except: [...except] }) }));
}
