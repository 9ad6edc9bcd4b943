/** A view of a dataset, a recipe and the rows of each part become what models are trained and tested on. */
import type { Dataset } from '../dataset/dataset.ts';
import { selectTarget } from '../dataset/read-target.ts';
import type { Target } from '../dataset/batch-source.ts';
import { DataError } from '../formats/data-error.ts';
import type { Chain } from './chain.ts';
import { chainOf, filterAll, fitRecipe } from './fit-recipe.ts';
import type { Prepared, PreparedPart } from './prepared.ts';
import type { Recipe, RecipeState } from './recipe.ts';
import { createSource } from './source.ts';

/** Rows of the dataset that each part owns, as `partRows(split, fold)` gives them. */
export type PartRows = Readonly<Record<'train' | 'validation' | 'test', Uint32Array>>;

/**
 * Fits the recipe to the training rows and prepares every part with what was fitted. `seed` decides augmentation, which only
 * `train.input.atEpoch(epoch)` shows.
 *
 * Throws a `DataError` for a step that does not fit the view, a dataset without labels and a sample without one.
 */
export function prepare(
  dataset: Dataset,
  viewName: string,
  recipe: Recipe,
  parts: PartRows,
  { seed }: { readonly seed: number },
): Prepared {
  if (parts.train.length === 0) throw new DataError('prepare requires rows to train on, got none');
  const { chain, rows, state } = fitRecipe(dataset, viewName, recipe, parts);
  return {
    train: partOf(dataset, chain, rows.train, 'train', seed),
    validation: partOf(dataset, chain, rows.validation, 'validation'),
    test: partOf(dataset, chain, rows.test, 'test'),
    recipe,
    state,
  };
}

/** Prepares rows of any dataset with a recipe that was fitted before: to test here what was trained there. */
export function prepareRows(dataset: Dataset, viewName: string, recipe: Recipe, state: RecipeState, rows: Uint32Array): PreparedPart {
  const chain = chainOf(dataset, viewName, recipe, state);
  return partOf(dataset, chain, filterAll(chain, { rows }).rows, 'the rows');
}

function partOf(dataset: Dataset, chain: Chain, rows: Uint32Array, part: string, seed?: number): PreparedPart {
  const { groups } = dataset;
  return {
    input: createSource(chain, rows, seed),
    target: targetOf(dataset, rows, part),
    rows,
    ids: Array.from(rows, (row) => dataset.ids[row]),
    ...(groups === undefined ? {} : { groups: Array.from(rows, (row) => groups[row]) }),
  };
}

function targetOf(dataset: Dataset, rows: Uint32Array, part: string): Target {
  if (dataset.target === undefined) throw new DataError('prepare requires a dataset with labels, got one without');
  const target = selectTarget(dataset.target, rows);
  const missing =
    target.kind === 'regression'
      ? Math.floor(target.values.findIndex(Number.isNaN) / target.outputs)
      : target.kind === 'multilabel'
        ? -1
        : target.labels.findIndex((label) => label < 0);
  if (missing >= 0) {
    throw new DataError(
      `prepare requires a label for each sample, got none for ${JSON.stringify(dataset.ids[rows[missing]])} in ${part}; a split made with the labels leaves such samples out`,
      { row: rows[missing] },
    );
  }
  return target;
}
