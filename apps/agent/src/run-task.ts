/** The task of a child, by packages/ml, with everything it finds going to the recorder. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PredictionsToLog, Recorder } from '@atelier/client';
import {
  decodeCheckpoint,
  encode,
  encodeCheckpoint,
  runRecipe,
  type BackendName,
  type PartPredictions,
  type TrainingState,
} from '@atelier/ml';
import { parseModel, parseTraining } from '@atelier/ml/config';
import { openDataset } from '@atelier/ml/dataset';
import { parseRecipe } from '@atelier/ml/recipe';
import type { ChildProgress, Task } from './task.ts';

export interface RunTaskOptions {
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ChildProgress) => void;
}

const PROGRESS_MS = 300;
/** A checkpoint is worth its bytes when losing the work since the last one would hurt. */
const CHECKPOINT_MS = 20_000;

/** Throws when training cannot be done, and the signal's reason when it aborts. */
export async function runTask(task: Task, { recorder, signal, onProgress }: RunTaskOptions): Promise<void> {
  const dataset = await openDataset({ manifest: task.manifest, resolve: (name) => task.files[name] ?? name });
  const training = parseTraining(task.training);
  const resume = resumed(task);
  let toldAt = 0;
  let keptAt = performance.now();
  try {
    const result = await runRecipe(
      {
        dataset,
        view: task.view,
        assignment: Buffer.from(task.assignment, 'base64'),
        recipe: parseRecipe({ steps: task.recipeSteps }),
        model: parseModel(task.model),
        training,
        seed: task.seed,
        backend: task.backend as 'auto' | BackendName,
        ...(resume === undefined ? {} : { resume }),
      },
      {
        signal,
        onLog: (line) => console.log(line),
        onStart({ backend, parameters, layers, samples }) {
          recorder.update({
            backend: backend.name,
            parameters,
            reproducibility: { seed: task.seed, node: process.version, backend: { ...backend } },
          });
          console.log(
            `Training on ${backend.name} with ${samples.train} samples, ${samples.validation} for validation, ${samples.test} for the test; ${parameters.toLocaleString('en')} parameters.`,
          );
          for (const { name, reason } of backend.passedOver) console.log(`Not on ${name}: ${reason}.`);
          for (const layer of layers) console.log(`  ${layer}`);
          onProgress({ fraction: (resume?.epoch ?? 0) / training.epochs, epoch: resume?.epoch ?? 0, epochs: training.epochs });
        },
        onBatch({ step, epoch, loss, learningRate, fraction, etaMs }) {
          recorder.log({ batch_loss: loss, learning_rate: learningRate }, { step });
          if (performance.now() - toldAt < PROGRESS_MS) return;
          toldAt = performance.now();
          onProgress({ fraction, epoch, epochs: training.epochs, step, etaMs });
        },
        onEpoch({ epoch, epochs, metrics, seconds, samplesPerSecond, etaMs }) {
          recorder.log({ ...metrics, samples_per_second: samplesPerSecond }, { step: epoch });
          const values = Object.entries(metrics).map(([name, value]) => `${name} ${value.toFixed(4)}`);
          console.log(`Epoch ${epoch}/${epochs}: ${values.join(', ')}; ${seconds.toFixed(1)} s`);
          onProgress({ fraction: epoch / epochs, epoch, epochs, etaMs });
        },
        onCheckpoint(state) {
          if (performance.now() - keptAt < CHECKPOINT_MS || state.epoch === training.epochs) return;
          keptAt = performance.now();
          keep(task, recorder, 'checkpoint', 'checkpoint', encodeCheckpoint(state), `checkpoints/epoch-${state.epoch}.ckpt`);
        },
      },
    );
    keep(task, recorder, 'model', 'model', encode(result.trained), 'model.atelier');
    for (const part of result.predictions) recorder.logPredictions(toLog(part));
    onProgress({ fraction: 1, epoch: result.epoch, epochs: training.epochs, etaMs: 0 });
  } finally {
    dataset.close();
  }
}

function resumed({ checkpoint }: Task): TrainingState | undefined {
  if (checkpoint === undefined) return undefined;
  const state = decodeCheckpoint(readFileSync(checkpoint));
  console.log(`Going on after epoch ${state.epoch}, where an earlier attempt has left a checkpoint.`);
  return state;
}

function keep({ folder }: Task, recorder: Recorder, kind: string, name: string, bytes: Uint8Array, path: string): void {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  recorder.artifact(file, { name: path, kind });
}

function toLog({ part, rows, predictions }: PartPredictions): PredictionsToLog {
  if (predictions.task !== 'binary' && predictions.task !== 'multiclass')
    throw new Error(`predictions of ${predictions.task} cannot be recorded yet`);
  return {
    part: part === 'validation' ? 'VALIDATION' : 'TEST',
    classes: predictions.classes,
    scores: predictions.scores,
    truth: predictions.truth,
    sampleIds: predictions.ids,
    rows,
  };
}
