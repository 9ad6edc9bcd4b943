/** Training, as a program uses it. The plain doors (`/formats`, `/dataset`, `/recipe`, …) load no TensorFlow; this one does. */
export { BACKEND_NAMES, chooseBackend, startBackend, type Backend, type BackendName } from './backend.ts';
export {
  predict,
  runRecipe,
  type PartPredictions,
  type RecipeHooks,
  type RecipeResult,
  type RecipeTask,
} from './pipeline.ts';
export { predictTrained, type PredictTrainedOptions, type TrainedPredictions } from './predict-trained.ts';
export {
  type Candidate,
  type FoldRecord,
  type FoldResult,
  type ProtocolHooks,
  type ProtocolResult,
  type ProtocolState,
  type ProtocolStep,
  type ProtocolTask,
  runProtocol,
} from './protocol.ts';
export { decodeTrained, type TrainedModel } from './trained.ts';
export { decode, decodeCheckpoint, encode, encodeCheckpoint } from './training/checkpoint.ts';
export type { EpochReport, TrainingState } from './training/state.ts';
export type { BatchReport, TrainingResult } from './training/train.ts';
