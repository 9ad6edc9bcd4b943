/** What later slices take of the board for their own types. */
export { GroupByInputType, RunFilterInput, SortDirectionType } from './board/filter-schema.ts';
export { ofPage, RunGroupType } from './board/groups/schema.ts';
