/** What a training says after each epoch, and what it needs to go on from there. Plain data. */
import type { TrainingConfig } from '../model/config.ts';
import type { WeightValues } from '../model/initial-weights.ts';
import type { OptimizerState } from './optimizer.ts';

export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** `loss`, `accuracy` (or `mae`), and the same with `val_` where there is a validation part. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Of the last batch. */
  readonly learningRate: number;
  /** Of training alone, without the score on validation. */
  readonly seconds: number;
  readonly samplesPerSecond: number;
  /** Resident memory of the process. */
  readonly memoryBytes: number;
  /** Tensors alive; a number that grows from epoch to epoch is a leak. */
  readonly tensors: number;
  readonly etaMs: number;
}

export interface BestEpoch {
  readonly epoch: number;
  /** Of the monitored metric. */
  readonly value: number;
  readonly weights: WeightValues;
}

/** A training after a whole number of epochs. */
export interface TrainingState {
  readonly epoch: number;
  readonly weights: WeightValues;
  readonly optimizer: OptimizerState;
  readonly best: BestEpoch | null;
  readonly history: readonly EpochReport[];
}

export function checkpointOf(
  done: { epoch: number; weights: WeightValues },
  optimizer: OptimizerState,
  best: BestEpoch | null,
  history: readonly EpochReport[],
): TrainingState {
  return { ...done, optimizer, best, history: [...history] };
}

/** Whether a value of a monitored metric beats the best so far; a value that is not finite never does. */
export function betterThan(
  monitor: NonNullable<TrainingConfig['earlyStopping']>['monitor'],
  value: number,
  best: number | undefined,
): boolean {
  if (!Number.isFinite(value)) return false;
  if (best === undefined) return true;
  return monitor === 'val_loss' ? value < best : value > best;
}
