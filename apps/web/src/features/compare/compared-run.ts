import type { CompareFiguresQuery, CompareQuery, CompareTestsQuery } from '../../generated/compare.ts';

export type ComparedRun = CompareQuery['compareRuns']['runs'][number];
/** With the curves of its evaluation, fetched apart. */
export type JudgedRun = CompareFiguresQuery['compareRuns']['runs'][number];
export type PairTest = CompareTestsQuery['compareRuns']['tests'][number];
