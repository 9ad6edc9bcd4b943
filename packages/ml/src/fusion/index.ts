export type { Predictions } from '../evaluation/predictions.ts';
