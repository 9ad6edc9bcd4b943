/** Late fusion of predictions, and how to weigh it. Runs in a browser. */
export type { Predictions } from '../evaluation/predictions.ts';
export { type ChosenWeights, chooseWeights, defaultMetric, type WeightSearch } from './choose-weights.ts';
export { type Contradiction, contradictions, type DisagreementSample, disagreements } from './disagreements.ts';
export { fuse, fuseAligned, prepareFusion } from './fuse.ts';
export { type FusedByFolds, fuseByFolds } from './fuse-by-folds.ts';
export type { FusionMethod, FusionPlan, StackingState } from './fusion.ts';
export { type FusionGain, gainOverBest, testedMetric } from './gain.ts';
export { measure } from './measure.ts';
export { fitStacking } from './stacking.ts';
