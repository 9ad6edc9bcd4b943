/**
 * The training loop: shuffled batches, loss, gradients, optimiser; after each epoch the score on both parts, early stopping, a checkpoint.
 * Everything drawn comes from a stream named by its epoch, so a training that was resumed after epoch n is the one that never stopped.
 */
import * as tf from '@tensorflow/tfjs';
import type { BatchSource, Target } from '../dataset/batch-source.ts';
import type { Model } from '../model/build.ts';
import type { TrainingConfig } from '../model/config.ts';
import type { Random } from '../random.ts';
import { shuffledBatches } from './batches.ts';
import { betterThan, checkpointOf, type EpochReport, type TrainingState } from './state.ts';
import { createOptimizer } from './optimizer.ts';
import { scoreModel } from './predict.ts';
import { learningRateAt } from './schedule.ts';
import { createStep } from './step.ts';
import { balancedWeights, addToScore, type Score } from './target.ts';

export interface Part {
  readonly input: BatchSource;
  readonly target: Target;
}

export interface TrainingTask {
  /** Trained in place. */
  readonly model: Model;
  readonly train: Part;
  /** Without it there is nothing to stop early by, and the last weights are the result. */
  readonly validation?: Part;
  readonly config: TrainingConfig;
  /** Strength of L2 regularisation of all kernels. The reported losses are without its penalty. */
  readonly l2?: number;
  readonly random: Random;
  /** Goes on where a checkpoint was taken; the model's weights are overwritten. */
  readonly resume?: TrainingState;
}

export interface TrainingHooks {
  onEpoch?(report: EpochReport): void | Promise<void>;
  onBatch?(report: BatchReport): void | Promise<void>;
  /** After every epoch; awaited. */
  onCheckpoint?(state: TrainingState): void | Promise<void>;
  /** Stops within one batch: `train` throws the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface BatchReport {
  /** Counted from 1, over all epochs. */
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
  readonly learningRate: number;
  /** Share of the whole training that is done, and the milliseconds that the rest is going to take at this pace. */
  readonly fraction: number;
  readonly etaMs: number;
}

export interface TrainingResult {
  readonly history: readonly EpochReport[];
  /** `diverged`: a loss was not finite; the weights are the last good ones. */
  readonly ending: 'finished' | 'stopped early' | 'diverged';
  /** In words, for the run's page. */
  readonly reason: string;
  /** The epoch whose weights the model holds now, counted from 1; 0 when the initial weights are the last good ones. */
  readonly epoch: number;
}

/** Trains a model. Throws a `RangeError` on an empty part or when early stopping has no validation part to watch. */
export async function train(task: TrainingTask, hooks: TrainingHooks = {}): Promise<TrainingResult> {
  const { model, config, validation } = task;
  checkTask(task);
  const optimizer = createOptimizer(config.optimizer, task.resume?.optimizer);
  const step = createStep(model, optimizer, { l2: task.l2 ?? 0, clipNorm: config.clipNorm });
  const classWeights = config.classWeights === 'balanced' ? balancedWeights(task.train.target) : null;
  const monitor = config.earlyStopping?.monitor ?? 'val_loss';
  const history: EpochReport[] = [...(task.resume?.history ?? [])];
  let best = task.resume?.best ?? null;
  let lastGood = { epoch: task.resume?.epoch ?? 0, weights: task.resume?.weights ?? (await model.weightValues()) };
  let stepsDone = task.resume?.optimizer.steps ?? 0;
  if (task.resume) setWeights(model, task.resume.weights);

  try {
    const started = performance.now();
    let samplesSeen = 0;
    for (let epoch = lastGood.epoch + 1; epoch <= config.epochs; epoch++) {
      // Asked before an epoch, not after one: a training that was resumed from the checkpoint of its last epoch has to stop there too.
      const waited = best ? lastGood.epoch - best.epoch : 0;
      if (config.earlyStopping && waited >= config.earlyStopping.patience)
        return { history, ending: 'stopped early', reason: `${monitor} did not improve for ${waited} epochs`, epoch: restore() };
      const epochStarted = performance.now();
      const random = task.random.fork(`epoch ${epoch}`);
      const dropout = random.fork('dropout');
      const input = task.train.input.atEpoch?.(epoch - 1) ?? task.train.input;
      const batches = shuffledBatches(input.samples, config.batchSize, random.fork('order'), input.lengths);
      const score: Score = { count: 0, loss: 0, agreement: 0 };
      let learningRate = config.learningRate;
      for (const [index, rows] of batches.entries()) {
        hooks.signal?.throwIfAborted();
        learningRate = learningRateAt(config, (epoch - 1 + index / batches.length) / config.epochs);
        const { loss, logits } = await step({ input, target: task.train.target, rows, classWeights, random: dropout, learningRate });
        if (!Number.isFinite(loss)) return diverged(`the loss became ${loss} in epoch ${epoch}, batch ${index + 1} of ${batches.length}`);
        addToScore(score, model.plan.head, task.train.target, rows, logits);
        samplesSeen += rows.length;
        const fraction = (epoch - 1 + (index + 1) / batches.length) / config.epochs;
        const perSample = (performance.now() - started) / samplesSeen;
        await hooks.onBatch?.({
          step: ++stepsDone,
          epoch,
          loss,
          learningRate,
          fraction,
          etaMs: perSample * (1 - fraction) * config.epochs * input.samples,
        });
        await new Promise(setImmediate);
      }
      const seconds = (performance.now() - epochStarted) / 1000;
      // The last step of an epoch may have overflowed although its loss, which is that of the weights before it, was finite.
      const weights = await model.weightValues();
      if (!weights.every(({ values }) => values.every(Number.isFinite)))
        return diverged(`the weights were no longer finite after epoch ${epoch}`);
      const agreement = model.plan.head.kind === 'regression' ? 'mae' : 'accuracy';
      const metrics: Record<string, number> = { loss: score.loss / score.count, [agreement]: score.agreement / score.count };
      if (validation) {
        const held = await scoreModel(model, validation.input, validation.target, hooks.signal);
        Object.assign(metrics, { val_loss: held.loss, [`val_${agreement}`]: held.agreement });
      }
      const report: EpochReport = {
        epoch,
        epochs: config.epochs,
        metrics,
        learningRate,
        seconds,
        samplesPerSecond: input.samples / seconds,
        memoryBytes: process.memoryUsage.rss(),
        tensors: tf.memory().numTensors,
        etaMs: ((performance.now() - started) / (epoch - (task.resume?.epoch ?? 0))) * (config.epochs - epoch),
      };
      history.push(report);
      lastGood = { epoch, weights };
      const watched = metrics[monitor];
      if (watched !== undefined && betterThan(monitor, watched, best?.value)) best = { epoch, value: watched, weights: lastGood.weights };
      await hooks.onEpoch?.(report);
      await hooks.onCheckpoint?.(checkpointOf(lastGood, await optimizer.state(), best, history));
    }
    return { history, ending: 'finished', reason: `all ${config.epochs} epochs are done`, epoch: restore() };
  } finally {
    optimizer.dispose();
  }

  function diverged(what: string): TrainingResult {
    setWeights(model, lastGood.weights);
    const kept = lastGood.epoch === 0 ? 'the start' : `epoch ${lastGood.epoch}`;
    const reason = `${what}; kept the weights of ${kept}. A lower learning rate or clipNorm may help`;
    return { history, ending: 'diverged', epoch: lastGood.epoch, reason };
  }

  function restore(): number {
    if (!config.restoreBest || !best) return lastGood.epoch;
    setWeights(model, best.weights);
    return best.epoch;
  }
}

function setWeights(model: Model, values: TrainingState['weights']): void {
  values.forEach((weight, index) => model.setWeight(index, tf.tensor(weight.values.slice(), [...weight.shape])));
}

function checkTask({ train, validation, config }: TrainingTask): void {
  if (train.input.samples === 0) throw new RangeError('train requires at least one sample in the train part, got 0');
  if (config.earlyStopping && !validation) throw new RangeError('early stopping requires a validation part, got none');
  if (validation && validation.input.samples === 0)
    throw new RangeError('train requires at least one sample in the validation part, got 0');
  if (config.earlyStopping?.monitor === 'val_accuracy' && train.target.kind === 'regression')
    throw new RangeError('early stopping of a regression requires monitor val_loss, got val_accuracy');
}
