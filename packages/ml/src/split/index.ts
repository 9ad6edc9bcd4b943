/** Which rows train, validate and test: drawn, checked, hashed. */
export { assignmentOf, foldCount, partRows } from './assignment.ts';
export { type PartSummary, summariseSplit } from './check-parts.ts';
export { checkLeakage, type LeakageOptions, type LeakageReport } from './leakage/check-leakage.ts';
export type { LeakageFinding } from './leakage/finding.ts';
export { countTrainings, type FoldPlan, foldPlan } from './fold-plan.ts';
export { makeSplit } from './make-split.ts';
export type { SplitOptions } from './options.ts';
export * from './split.ts';
export { type SplitJson, splitFromJson, splitToJson } from './split-json.ts';
export { splitOfRows } from './split-of-rows.ts';
