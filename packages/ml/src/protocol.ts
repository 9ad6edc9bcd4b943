/**
 * Evaluation protocols: the same training once for each fold of a split, one after the other, and what all folds together say. Holdout, k-fold (plain,
 * stratified, grouped, in order of time, repeated), leave-one-out, leave-one-group-out and nested are all splits; nothing here draws anything.
 */
import { chooseCandidate, type InnerScore } from './choose-candidate.ts';
import type { Dataset } from './dataset/dataset.ts';
import { selectTarget } from './dataset/read-target.ts';
import { countTrainings, type FoldPlan, foldPlan } from './split/fold-plan.ts';
import { type CrossValidation, gatherFolds } from './evaluation/fold-scores.ts';
import type { FoldPredictions } from './evaluation/pool-folds.ts';
import type { Predictions } from './evaluation/predictions.ts';
import { DataError } from './formats/data-error.ts';
import { defaultMetric } from './fusion/choose-weights.ts';
import type { ModelConfig, TrainingConfig } from './model/config.ts';
import { asPredictions, outputNames, type RecipeHooks, type RecipeResult, type RecipeTask, runRecipe } from './pipeline.ts';
import { assignmentOf } from './split/assignment.ts';
import type { Split } from './split/split.ts';
import type { TrainingState } from './training/state.ts';

export interface ProtocolTask extends Omit<RecipeTask, 'assignment' | 'resume'> {
  readonly split: Split;
  /**
   * Nested splits alone: other models or trainings among which the inner folds of each outer fold choose. The outer fold's test part, which the choice has
   * never seen, then judges the chosen one, so that the score is honest about the choosing too.
   */
  readonly alternatives?: readonly Candidate[];
  /** What the inner folds choose by. Default: accuracy, or for numbers RMSE. */
  readonly chooseBy?: string;
  /** Folds to train now; left out, all of them. Others may be trained elsewhere: a fold does not depend on the others. */
  readonly only?: readonly number[];
  /** Goes on from here. */
  readonly resume?: ProtocolState;
}

export interface Candidate {
  readonly model: ModelConfig;
  readonly training: TrainingConfig;
}

/** Which of all trainings is at work. */
export interface ProtocolStep {
  readonly fold: number;
  readonly folds: number;
  /** Counted from 1, over everything that the protocol trains. */
  readonly training: number;
  readonly trainings: number;
  /** In a nested choice: which candidate, and which inner fold judges it. */
  readonly candidate?: number;
  readonly innerFold?: number;
}

export interface FoldResult extends FoldPredictions {
  readonly rows: Uint32Array;
  /** Which candidate was chosen; 0 where there is no choice. */
  readonly candidate: number;
  /** What the inner folds found: the mean of each candidate. Empty where there is no choice. */
  readonly choice: readonly number[];
}

/** A protocol between two epochs: folds that are done, and the training at work. Can be kept by `encode`. */
export interface ProtocolState {
  readonly folds: readonly FoldRecord[];
  readonly current: {
    readonly fold: number;
    readonly inner: readonly InnerScore[];
    /** Of the training that follows the last of `inner`. */
    readonly training: TrainingState;
  } | null;
}

/** A fold's predictions without what the dataset knows anyway. */
export interface FoldRecord extends Pick<FoldResult, 'fold' | 'candidate' | 'choice'> {
  readonly rows: readonly number[];
  readonly scores: Float32Array<ArrayBuffer>;
}

export interface ProtocolHooks extends Omit<RecipeHooks, 'onCheckpoint'> {
  /** Before each training. */
  onTraining?(step: ProtocolStep): void | Promise<void>;
  /** After each fold, with what its training came to; awaited. */
  onFold?(fold: FoldResult, result: RecipeResult): void | Promise<void>;
  /** After every epoch and every fold; awaited. */
  onCheckpoint?(state: ProtocolState): void | Promise<void>;
}

export interface ProtocolResult {
  readonly folds: readonly FoldResult[];
  /** A score exists only where this says `complete`: it does not when `only` has left folds out. */
  readonly outcome: CrossValidation;
}

/**
 * Trains and predicts fold after fold. Fold `f` is exactly what `runRecipe` makes of `assignmentOf(split, f)` with the same seed, so folds may be trained
 * anywhere and in any order; the data are read by position and never copied. Stopped by `hooks.signal` within one batch, it goes on from the last state to the same
 * result.
 *
 * Throws a `DataError` for a fold that there is not, for alternatives without a nested split, and for a fold to whose test part the recipe leaves nothing.
 */
export async function runProtocol(task: ProtocolTask, hooks: ProtocolHooks = {}): Promise<ProtocolResult> {
  const { split, resume, alternatives = [], only: _only, chooseBy: _by, ...recipe } = task;
  const candidates: Candidate[] = [{ model: task.model, training: task.training }, ...alternatives];
  if (candidates.length > 1 && split.protocol !== 'nested')
    throw new DataError(`runProtocol requires a nested split to choose among ${candidates.length} candidates, got ${split.protocol}`);
  const plan = foldPlan(split);
  const metric = task.chooseBy ?? defaultMetric({ task: task.dataset.target?.kind ?? 'multiclass' });
  const trainings = countTrainings(split, candidates.length);
  const done = (resume?.folds ?? []).map((record) => revived(record, task.dataset, split));

  for (const fold of foldsToTrain(task, plan)) {
    if (done.some((each) => each.fold === fold)) continue;
    const before = resume?.current?.fold === fold ? resume.current : undefined;
    const firstTraining = fold * (trainings / plan.folds);
    const inner: InnerScore[] = [...(before?.inner ?? [])];
    const choice = await chooseCandidate({
      candidates,
      inner,
      split,
      fold,
      metric,
      train: (each, assignment, where) => trainNext(each, assignment, where),
    });
    const result = await trainNext(candidates[choice.candidate]!, assignmentOf(split, fold));
    const made = { ...testedIn(result, fold, split), ...choice };
    done.push(made);
    await hooks.onFold?.(made, result);
    await hooks.onCheckpoint?.({ folds: done.map(recorded), current: null });

    // The training after those that `inner` tells of, gone on with where it was left.
    async function trainNext(
      { model, training }: Candidate,
      assignment: Uint8Array,
      where: Partial<ProtocolStep> = {},
    ): Promise<RecipeResult> {
      await hooks.onTraining?.({ fold, folds: plan.folds, training: firstTraining + inner.length + 1, trainings, ...where });
      const state = before !== undefined && before.inner.length === inner.length ? { resume: before.training } : {};
      return runRecipe(
        { ...recipe, model, training, assignment, ...state },
        {
          ...hooks,
          onCheckpoint: (reached) =>
            hooks.onCheckpoint?.({ folds: done.map(recorded), current: { fold, inner: [...inner], training: reached } }),
        },
      );
    }
  }
  const folds = done.sort((one, other) => one.fold - other.fold);
  return { folds, outcome: gatherFolds(folds, plan) };
}

function foldsToTrain({ only }: ProtocolTask, { folds }: FoldPlan): readonly number[] {
  const wrong = only?.find((fold) => !(Number.isInteger(fold) && fold >= 0 && fold < folds));
  if (wrong !== undefined) throw new DataError(`runProtocol requires folds from 0 to ${folds - 1}, got ${wrong}`);
  return only ?? Array.from({ length: folds }, (_, fold) => fold);
}

function testedIn({ predictions }: RecipeResult, fold: number, split: Split): Pick<FoldResult, 'fold' | 'rows' | 'predictions'> {
  const tested = predictions.find(({ part }) => part === 'test');
  if (tested === undefined)
    throw new DataError(
      `fold ${fold}: expected works to test, found none that the recipe leaves; fill what is missing instead of dropping works`,
    );
  return { fold, rows: tested.rows, predictions: ofFold(tested.predictions, fold, split) };
}

function ofFold(predictions: Predictions, fold: number, { folds, hash }: Split): Predictions {
  return { ...predictions, split: hash, ...(folds === undefined ? {} : { fold }) };
}

function recorded({ fold, candidate, choice, rows, predictions }: FoldResult): FoldRecord {
  return { fold, candidate, choice, rows: [...rows], scores: predictions.scores as Float32Array<ArrayBuffer> };
}

function revived({ rows, scores, ...record }: FoldRecord, dataset: Dataset, split: Split): FoldResult {
  const known = Uint32Array.from(rows);
  const target = dataset.target && selectTarget(dataset.target, known);
  if (target === undefined) throw new DataError('runProtocol requires a dataset with labels, got one without');
  const ids = [...rows].map((row) => dataset.ids[row]!);
  const groups = dataset.groups && { groups: [...rows].map((row) => dataset.groups![row]!) };
  const predictions = asPredictions({ ids, target, ...groups }, scores, { part: 'test', names: outputNames(dataset) });
  return { ...record, rows: known, predictions: ofFold(predictions, record.fold, split) };
}
