import type { Recorder } from './recorder.ts';

/** What TensorFlow.js's `fit` takes as `callbacks`, as far as it is needed here. */
export interface FitCallbacks {
  onEpochEnd(epoch: number, logs?: FitLogs): void;
  onBatchEnd?(batch: number, logs?: FitLogs): void;
}

/** TensorFlow.js gives numbers, and beside them the number and size of the batch. */
type FitLogs = Record<string, number>;

export interface FitCallbackOptions {
  /** Logs each batch too, as `batch/loss` and so on; steps count the batches of all epochs. Off unless told. */
  readonly batches?: boolean;
  /** Epochs that were trained before, when a fit goes on from there; 0 unless told. */
  readonly initialEpoch?: number;
}

/** Logs what `model.fit(x, y, { callbacks: fitCallbacks(run) })` of TensorFlow.js reports after each epoch; epochs count from 1. */
export function fitCallbacks(run: Pick<Recorder, 'log'>, { batches = false, initialEpoch = 0 }: FitCallbackOptions = {}): FitCallbacks {
  let batchesSoFar = 0;
  return {
    onEpochEnd: (epoch, logs = {}) => run.log(logs, { step: initialEpoch + epoch + 1 }),
    ...(batches
      ? {
          onBatchEnd: (_batch: number, { batch: _number, size: _size, ...logs }: FitLogs = {}) => {
            batchesSoFar += 1;
            run.log(Object.fromEntries(Object.entries(logs).map(([key, value]) => [`batch/${key}`, value])), { step: batchesSoFar });
          },
        }
      : {}),
  };
}
