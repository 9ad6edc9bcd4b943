/** One training: of a holdout, or of one fold of a split. */
import { readFileSync } from 'node:fs';
import { decodeCheckpoint, encode, encodeCheckpoint, runProtocol, runRecipe, type RecipeResult, type TrainingState } from '@atelier/ml';
import { assignmentOf } from '@atelier/ml/split';
import { createCheckpoints } from './checkpoints.ts';
import { parsedTask } from './parsed-task.ts';
import { toLog } from './predictions-to-log.ts';
import type { Work } from './run-task.ts';
import type { TrainingTask } from './task.ts';
import { trainingLog } from './training-log.ts';

/** A nested choice within one fold begins anew when it is interrupted; anything else goes on from its checkpoint. */
export async function trainOnce(task: TrainingTask, work: Work): Promise<void> {
  const { dataset, recorder, signal, onProgress } = work;
  const { split, alternatives, chooseBy, ...recipe } = parsedTask(task, dataset);
  const log = trainingLog({ recorder, onProgress, seed: task.seed, epochs: task.training.epochs });
  if (alternatives.length > 0) {
    const choice = chooseBy === undefined ? {} : { chooseBy };
    await runProtocol(
      { ...recipe, split, alternatives, ...choice, only: [task.fold ?? 0] },
      { ...log.hooks, signal, onTraining: log.onTraining, onFold: (_fold, result) => keep(result) },
    );
    return;
  }
  const checkpoints = createCheckpoints<TrainingState>(recorder, encodeCheckpoint, ({ epoch }) => `checkpoints/epoch-${epoch}.ckpt`);
  const resume = resumed(task);
  const assignment = assignmentOf(split, task.fold);
  const result = await runRecipe(
    { ...recipe, assignment, ...(resume === undefined ? {} : { resume }) },
    { ...log.hooks, signal, onCheckpoint: (state) => (state.epoch === task.training.epochs ? undefined : checkpoints.reach(state)) },
  ).catch((error: unknown) => checkpoints.keepLast(signal, error));
  keep(result);

  function keep({ trained, predictions, epoch }: RecipeResult): void {
    recorder.artifact(encode(trained), { name: 'model.atelier', kind: 'model' });
    for (const part of predictions) recorder.logPredictions(toLog(part));
    onProgress({ fraction: 1, epoch, epochs: task.training.epochs, etaMs: 0 });
  }
}

function resumed({ checkpoint }: TrainingTask): TrainingState | undefined {
  if (checkpoint === undefined) return undefined;
  const state = decodeCheckpoint(readFileSync(checkpoint));
  console.log(`Going on after epoch ${state.epoch}, where an earlier attempt has left a checkpoint.`);
  return state;
}
