export type { BatchSource, Target } from './batch-source.ts';
export type { Dataset, TypedArray, View } from './dataset.ts';
export type * from './manifest.ts';
