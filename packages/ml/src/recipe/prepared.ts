import type { BatchSource, Target } from '../dataset/batch-source.ts';
import type { Recipe, RecipeState } from './recipe.ts';

/** One view of a dataset made ready for a model: each part's input and what is to be learned from it. */
export interface Prepared {
  readonly train: PreparedPart;
  readonly validation: PreparedPart;
  readonly test: PreparedPart;
  readonly recipe: Recipe;
  /** What was fitted on the training part: save it with the weights. */
  readonly state: RecipeState;
}

/** Row `i` of `input` and of `target` is the sample `ids[i]`, at row `rows[i]` of the dataset. */
export interface PreparedPart {
  readonly input: BatchSource;
  readonly target: Target;
  readonly rows: Uint32Array;
  readonly ids: readonly string[];
  /** The group of each sample, when the dataset has a group column. */
  readonly groups?: readonly string[];
}
