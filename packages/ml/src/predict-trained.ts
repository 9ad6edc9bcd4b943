/** Train here, test there: a model that was kept is asked about works of another dataset. */
import { type Backend, type BackendName, chooseBackend } from './backend.ts';
import type { Dataset } from './dataset/dataset.ts';
import { inOrderOf, viewThatFits } from './recipe/fits.ts';
import { DataError } from './formats/data-error.ts';
import { fuse } from './fusion/fuse.ts';
import { buildModel } from './model/build.ts';
import { planModel } from './model/plan.ts';
import { outputNames, type PartPredictions, predict } from './pipeline.ts';
import { prepareRows } from './recipe/prepare.ts';
import type { TrainedModel } from './trained.ts';
import { headFor } from './training/target.ts';

export interface PredictTrainedOptions {
  /** Rows of the dataset to be asked about; left out, all of them. */
  readonly rows?: Uint32Array;
  /** A view of the dataset; left out, the one that fits. */
  readonly view?: string;
  readonly backend?: 'auto' | BackendName;
  readonly signal?: AbortSignal;
}

/** Predictions, and what they were computed on. */
export interface TrainedPredictions extends PartPredictions {
  readonly backend: Backend;
}

/**
 * What a trained model says about another dataset, prepared with the recipe state that was fitted on what it was trained on: nothing is fitted here.
 * Several models, such as those of the folds of a cross-validation, give the mean of what they say.
 *
 * Throws a `DataError` for works of another modality or shape and for classes the model does not know, naming what it expects and what was found.
 */
export async function predictTrained(
  models: readonly TrainedModel[],
  dataset: Dataset,
  { rows = Uint32Array.from({ length: dataset.samples }, (_, row) => row), view, backend = 'auto', signal }: PredictTrainedOptions = {},
): Promise<TrainedPredictions> {
  const [first] = models;
  if (first === undefined) throw new DataError('predictTrained requires at least one model, got none');
  if (rows.length === 0) throw new DataError('predictTrained requires rows to predict, got none');
  const all: TrainedPredictions[] = [];
  for (const model of models) all.push(await ask(model, dataset, rows, { view, backend, signal }));
  if (all.length === 1) return all[0]!;
  return {
    ...all[0]!,
    predictions: {
      ...fuse(
        all.map(({ predictions }) => predictions),
        { method: 'mean' },
      ),
      name: `mean of ${models.length} models`,
    },
  };
}

async function ask(
  trained: TrainedModel,
  dataset: Dataset,
  rows: Uint32Array,
  { view, backend, signal }: { view: string | undefined; backend: 'auto' | BackendName; signal: AbortSignal | undefined },
): Promise<TrainedPredictions> {
  const { recipe, recipeState, origin, input, targetScale } = trained;
  const { name } = viewThatFits(origin, recipe, dataset.manifest, view);
  const prepared = prepareRows(dataset, name, recipe, recipeState, rows);
  if (prepared.rows.length === 0) throw new DataError('predictTrained requires rows to predict, got none that the recipe does not drop');
  const target = inOrderOf(origin.label, dataset.manifest.label!, prepared.target);
  const chosen = await chooseBackend(backend, trained.model.family === 'rnn' ? { threads: 1 } : {});
  const model = buildModel(planModel(trained.model, input, headFor(target)), trained.weights);
  try {
    const names = outputNames({ manifest: { ...dataset.manifest, label: origin.label } });
    const predictions = await predict(model, { ...prepared, target }, { part: 'test', names, scale: targetScale, signal });
    return { part: 'test', rows: prepared.rows, predictions, backend: chosen };
  } finally {
    model.dispose();
  }
}
