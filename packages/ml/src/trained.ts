/** A model that was trained: what is needed to ask it again, on the works it knows or on others. */
import type { Dataset } from './dataset/dataset.ts';
import type { LabelManifest, ViewManifest } from './dataset/manifest.ts';
import type { Origin } from './recipe/fits.ts';
import { DataError } from './formats/data-error.ts';
import type { ModelConfig } from './model/config.ts';
import type { WeightValues } from './model/initial-weights.ts';
import type { InputSpec } from './model/plan.ts';
import type { Recipe, RecipeState } from './recipe/recipe.ts';
import type { TargetScale } from './target-scale.ts';
import { decode } from './training/checkpoint.ts';

/** JSON and Float32Arrays, for `encode`. */
export interface TrainedModel {
  readonly format: 'atelier-model';
  readonly version: 1;
  readonly view: string;
  readonly model: ModelConfig;
  readonly recipe: Recipe;
  /** What the recipe learned from the training part, so that other works are prepared in the same way. */
  readonly recipeState: RecipeState;
  readonly weights: WeightValues;
  /** What the model takes. */
  readonly input: InputSpec;
  /** What it was trained on and to say: other works must be of this kind. */
  readonly origin: Origin;
  /** Regression: the model speaks in these units. */
  readonly targetScale?: TargetScale;
}

/** What `encode` made of a trained model. Throws a `DataError` for other bytes. */
export function decodeTrained(bytes: Uint8Array): TrainedModel {
  const found = decoded(bytes) as Partial<TrainedModel> | null;
  if (found?.format !== 'atelier-model' || found.version !== 1 || found.origin === undefined)
    throw new DataError(
      `expected a trained model (atelier-model 1), found ${JSON.stringify(found?.format ?? null)} ${found?.version ?? ''}`.trim(),
    );
  return found as TrainedModel;
}

/** What the model of a view was trained on. Throws a `DataError` for a dataset without labels. */
export function originOf({ manifest, view }: Pick<Dataset, 'manifest' | 'view'>, viewName: string): Origin {
  if (manifest.label === undefined) throw new DataError('expected a dataset with labels, found one without');
  return { view: view(viewName).manifest as ViewManifest, label: manifest.label as LabelManifest };
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError)
      throw new DataError(`expected a trained model, found ${error.message}`);
    throw error;
  }
}
