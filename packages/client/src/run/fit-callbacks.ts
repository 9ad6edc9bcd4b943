import type { Recorder } from './recorder.ts';

/** What TensorFlow.js's `fit` takes as `callbacks`, as far as it is needed here. */
export interface FitCallbacks {
  onEpochEnd(epoch: number, logs?: Record<string, number>): void;
}

/** Logs what `model.fit(x, y, { callbacks: fitCallbacks(run) })` of TensorFlow.js reports after each epoch; epochs count from 1. */
export function fitCallbacks(run: Pick<Recorder, 'log'>): FitCallbacks {
  return { onEpochEnd: (epoch, logs = {}) => run.log(logs, { step: epoch + 1 }) };
}
