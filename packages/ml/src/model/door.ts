// The plain door to models: what a server checks and shows before anything trains. Loads no TensorFlow.
export * from './config.ts';
export { describePlan, type Head, type InputSpec, type ModelPlan, planModel, trainingBytes } from './plan.ts';
export { PRESETS, type Preset, presetFor } from './presets.ts';
