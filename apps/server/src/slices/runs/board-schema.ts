/** What later slices take of the board for their own types. */
export { GroupByInputType, RunFilterInput, SortDirectionType } from './board/filter-schema.ts';
