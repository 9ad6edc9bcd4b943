/** All folds of a split, one after the other. Each fold's predictions leave as soon as they are there, so that nothing of a finished fold is ever done twice. */
import { readFileSync } from 'node:fs';
import { decode, encode, type FoldResult, type ProtocolState, type RecipeResult, runProtocol } from '@atelier/ml';
import { scoreFold } from '@atelier/ml/evaluation';
import { foldCount } from '@atelier/ml/split';
import { createCheckpoints } from './checkpoints.ts';
import { parsedTask } from './parsed-task.ts';
import { toLog } from './predictions-to-log.ts';
import type { Work } from './run-task.ts';
import type { TrainingTask } from './task.ts';
import { trainingLog } from './training-log.ts';

/** Of more folds (leave-one-out) neither curves nor models are kept, only what each of them scored. */
const MOST_KEPT_FOLDS = 20;
/** What is shown of each fold. */
const FOLD_METRICS = ['accuracy', 'macro_f1', 'auc', 'hamming_loss', 'rmse', 'mae', 'r2'];

export async function trainAllFolds(task: TrainingTask, { dataset, recorder, signal, onProgress }: Work): Promise<void> {
  const { split, chooseBy, ...recipe } = parsedTask(task, dataset);
  const folds = foldCount(split);
  const isKept = folds <= MOST_KEPT_FOLDS;
  const log = trainingLog({
    recorder,
    onProgress,
    seed: task.seed,
    epochs: task.training.epochs,
    seriesOf: (fold) => (isKept ? `fold_${fold + 1}/` : undefined),
  });
  // Predictions of finished folds are with the server already.
  const checkpoints = createCheckpoints<ProtocolState>(
    recorder,
    (state) => encode({ ...state, folds: [] }),
    () => 'checkpoints/folds.ckpt',
  );
  const resume = resumed(task, folds);
  await runProtocol(
    {
      ...recipe,
      split,
      ...(chooseBy === undefined ? {} : { chooseBy }),
      only: Array.from({ length: folds }, (_, fold) => fold).filter((fold) => !task.foldsIn.includes(fold)),
      ...(resume === undefined ? {} : { resume }),
    },
    {
      ...log.hooks,
      signal,
      onTraining: log.onTraining,
      onFold,
      onCheckpoint: (state) => (state.current === null ? undefined : checkpoints.reach(state)),
    },
  ).catch((error: unknown) => checkpoints.keepLast(signal, error));
  onProgress({ fraction: 1, etaMs: 0 });

  function onFold(made: FoldResult, { trained }: RecipeResult): void {
    const { fold, rows, predictions, candidate, choice } = made;
    recorder.logPredictions(toLog({ part: 'test', rows, predictions }, fold));
    if (isKept) recorder.artifact(encode(trained), { name: `models/fold-${fold + 1}.atelier`, kind: 'model' });
    const scores = scoreFold(made).metrics.filter(({ name, value }) => FOLD_METRICS.includes(name) && !Number.isNaN(value));
    recorder.log(Object.fromEntries(scores.map(({ name, value }) => [`folds/${name}`, value])), { step: fold + 1 });
    if (choice.length > 0) {
      recorder.log({ 'folds/chosen': candidate + 1 }, { step: fold + 1 });
      console.log(
        `The inner folds choose candidate ${candidate + 1} of ${choice.length} (${choice.map((value) => value.toFixed(4)).join(', ')}).`,
      );
    }
    console.log(
      `Fold ${fold + 1} of ${folds}, ${rows.length} works: ${scores.map(({ name, value }) => `${name} ${value.toFixed(4)}`).join(', ')}`,
    );
  }
}

function resumed({ checkpoint, foldsIn }: TrainingTask, folds: number): ProtocolState | undefined {
  if (foldsIn.length > 0) console.log(`${foldsIn.length} of ${folds} folds are in from an earlier attempt.`);
  if (checkpoint === undefined) return undefined;
  const state = decode(readFileSync(checkpoint)) as ProtocolState;
  const { current } = state;
  if (current !== null && !foldsIn.includes(current.fold))
    console.log(
      `Going on within fold ${current.fold + 1} after epoch ${current.training.epoch}, where an earlier attempt has left a checkpoint.`,
    );
  return state;
}
