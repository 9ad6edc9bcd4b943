/** The task of a child, by packages/ml, with everything it finds going to the recorder. */
import type { Recorder } from '@atelier/client';
import { type Dataset, openDataset } from '@atelier/ml/dataset';
import { evaluateModels } from './evaluate-models.ts';
import type { ChildProgress, Task } from './task.ts';
import { trainAllFolds } from './train-all-folds.ts';
import { trainOnce } from './train-once.ts';

export interface RunTaskOptions {
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ChildProgress) => void;
}

/** A task with its data open. */
export interface Work extends RunTaskOptions {
  readonly dataset: Dataset;
}

/** Throws when the task cannot be done, and the signal's reason when it aborts. */
export async function runTask(task: Task, options: RunTaskOptions): Promise<void> {
  const dataset = await openDataset({ manifest: task.manifest, resolve: (name) => task.files[name] ?? name });
  const work = { ...options, dataset };
  try {
    if (task.kind === 'evaluate') await evaluateModels(task, work);
    else if (task.split.folds === undefined || task.fold !== undefined) await trainOnce(task, work);
    else await trainAllFolds(task, work);
  } finally {
    dataset.close();
  }
}
