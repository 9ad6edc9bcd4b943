/** The whole way of a model on one screen: rows → recipe → model → training → predictions. Knows no server and no file. */
import type { Dataset } from './dataset/dataset.ts';
import { chooseBackend, type Backend, type BackendName } from './backend.ts';
import { buildModel, type Model } from './model/build.ts';
import type { ModelConfig, TrainingConfig } from './model/config.ts';
import { inputSpec } from './model/input.ts';
import { describePlan, planModel } from './model/plan.ts';
import type { Predictions } from './evaluation/predictions.ts';
import { createRandom } from './random.ts';
import { prepare } from './recipe/prepare.ts';
import type { PreparedPart } from './recipe/prepared.ts';
import type { Recipe } from './recipe/recipe.ts';
import { PART_CODES, type Part } from './split/split.ts';
import { fitTargetScale, scaleTarget, type TargetScale, unscaleMetrics, unscaleScores } from './target-scale.ts';
import { memoryFor, refuseTooLarge } from './training/memory.ts';
import { predictLogits } from './training/predict.ts';
import type { EpochReport, TrainingState } from './training/state.ts';
import { activate, headFor } from './training/target.ts';
import { train, type TrainingHooks, type TrainingResult } from './training/train.ts';
import { originOf, type TrainedModel } from './trained.ts';

export interface RecipeTask {
  readonly dataset: Dataset;
  readonly view: string;
  /** One per sample: 0 train, 1 validation, 2 test, 255 unused. */
  readonly assignment: Uint8Array;
  readonly recipe: Recipe;
  readonly model: ModelConfig;
  readonly training: TrainingConfig;
  /** Decides initial weights, order, dropout and augmentation. */
  readonly seed: number;
  readonly backend?: 'auto' | BackendName;
  /** Goes on from here. */
  readonly resume?: TrainingState;
}

export interface RecipeHooks extends TrainingHooks {
  /** Lines for the run's log. */
  onLog?(line: string): void;
  /** Before training: what is going to train, and on what. */
  onStart?(start: {
    readonly backend: Backend;
    readonly parameters: number;
    readonly layers: readonly string[];
    readonly samples: Readonly<Record<Part, number>>;
  }): void;
}

export interface RecipeResult extends TrainingResult {
  readonly backend: Backend;
  /** Of the validation and the test part, where these have rows. */
  readonly predictions: readonly PartPredictions[];
  /** What is needed to predict again, for `encode`. */
  readonly trained: TrainedModel;
}

/** Predictions, and the rows of the dataset that they are about. */
export interface PartPredictions {
  readonly part: Part;
  readonly rows: Uint32Array;
  readonly predictions: Predictions;
}

/**
 * Trains one model on one view and predicts what it has not trained on. The same task and seed on the same backend give the
 * same numbers. Throws a `DataError` or `ConfigError` when data or model do not fit, and the reason of `hooks.signal` when that aborts.
 */
export async function runRecipe(task: RecipeTask, hooks: RecipeHooks = {}): Promise<RecipeResult> {
  const { dataset, view, seed, training } = task;
  const prepared = prepare(dataset, view, task.recipe, rowsOf(task.assignment, dataset.samples), { seed });
  const input = inputSpec(prepared.train.input);
  const plan = planModel(task.model, input, headFor(prepared.train.target));
  refuseTooLarge(plan, training.batchSize);
  // A recurrent layer is many small products: on WebAssembly threads that wait for one another at each cost more than they bring.
  const backend = await chooseBackend(task.backend ?? 'auto', task.model.family === 'rnn' ? { threads: 1 } : {});
  refuseTooLarge(plan, training.batchSize, memoryFor(backend.name));
  const random = createRandom(seed);
  const scale = fitTargetScale(prepared.train.target);
  const inUnits = (report: EpochReport): EpochReport => ({ ...report, metrics: unscaleMetrics(report.metrics, scale) });
  const model = buildModel(plan, task.resume?.weights ?? random.fork('weights'));
  try {
    const samples = { train: prepared.train.rows.length, validation: prepared.validation.rows.length, test: prepared.test.rows.length };
    hooks.onStart?.({ backend, parameters: plan.parameters, layers: describePlan(plan), samples });
    const result = await train(
      {
        model,
        train: scaled(prepared.train, scale),
        ...(samples.validation === 0 ? {} : { validation: scaled(prepared.validation, scale) }),
        config: training,
        l2: task.model.l2,
        random: random.fork('training'),
        ...(task.resume === undefined ? {} : { resume: task.resume }),
      },
      { ...hooks, ...(hooks.onEpoch && { onEpoch: (report) => hooks.onEpoch?.(inUnits(report)) }) },
    );
    hooks.onLog?.(`Training ended: ${result.reason}. The weights are those of epoch ${result.epoch}.`);
    const predictions: PartPredictions[] = [];
    for (const part of ['validation', 'test'] as const) {
      if (samples[part] === 0) continue;
      const said = await predict(model, prepared[part], { part, names: outputNames(dataset), scale, signal: hooks.signal });
      predictions.push({ part, rows: prepared[part].rows, predictions: said });
    }
    const trained: TrainedModel = {
      format: 'atelier-model',
      version: 1,
      view,
      model: task.model,
      recipe: task.recipe,
      recipeState: prepared.state,
      weights: await model.weightValues(),
      input,
      origin: originOf(dataset, view),
      ...(scale === undefined ? {} : { targetScale: scale }),
    };
    return { ...result, history: result.history.map(inUnits), backend, predictions, trained };
  } finally {
    model.dispose();
  }
}

export interface PredictOptions {
  readonly part: Part;
  /** What outputs are called, when they are numbers. */
  readonly names?: readonly string[] | undefined;
  /** What the model was taught numbers in. */
  readonly scale?: TargetScale | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a model says about prepared rows, as plain data. */
export async function predict(model: Model, rows: PreparedPart, { part, names, scale, signal }: PredictOptions): Promise<Predictions> {
  const { head, outputs } = model.plan;
  const said = activate(head, await predictLogits(model, rows.input, signal), outputs);
  const scores = head.kind === 'binary' ? bothColumns(said) : unscaleScores(said, scale);
  return asPredictions(rows, scores, { part, names });
}

/** Scores of known samples as Predictions. */
export function asPredictions(
  { ids, groups, target }: Pick<PreparedPart, 'ids' | 'groups' | 'target'>,
  scores: Float32Array,
  { part, names }: Pick<PredictOptions, 'part' | 'names'>,
): Predictions {
  const origin = { ids, part, ...(groups === undefined ? {} : { groups }) };
  if (target.kind === 'regression') {
    const { outputs, values: truth } = target;
    return { ...origin, task: 'regression', outputs, ...(names === undefined ? {} : { names }), scores, truth };
  }
  if (target.kind === 'multilabel') return { ...origin, task: 'multilabel', classes: target.classes, scores, truth: target.labels };
  const task = target.classes.length === 2 ? 'binary' : 'multiclass';
  return { ...origin, task, classes: target.classes, scores, truth: target.labels };
}

/** The names of the outputs, when samples are labelled with numbers. */
export function outputNames({ manifest: { label } }: Pick<Dataset, 'manifest'>): readonly string[] | undefined {
  return label?.kind === 'regression' ? label.outputs : undefined;
}

function scaled(part: PreparedPart, scale: TargetScale | undefined): PreparedPart {
  return { ...part, target: scaleTarget(part.target, scale) };
}

function rowsOf(assignment: Uint8Array, samples: number): Record<Part, Uint32Array> {
  if (assignment.length !== samples)
    throw new RangeError(`runRecipe requires an assignment of all ${samples} samples, got ${assignment.length}`);
  const rows = (part: Part) => Uint32Array.from(assignment.keys().filter((row) => assignment[row] === PART_CODES[part]));
  return { train: rows('train'), validation: rows('validation'), test: rows('test') };
}

// A model of two classes has one output, the probability of the second.
function bothColumns(positive: Float32Array): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: 2 * positive.length }, (_, index) =>
    index % 2 === 0 ? 1 - positive[index >> 1]! : positive[index >> 1]!,
  );
}
