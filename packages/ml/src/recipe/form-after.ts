import type { ViewManifest } from '../dataset/manifest.ts';
import { DataError } from '../formats/data-error.ts';
import type { Form } from './batch.ts';
import { viewForm } from './chain.ts';
import { parseRecipe, planSteps } from './parse-recipe.ts';
import type { Recipe } from './recipe.ts';

/** What a model would get: as `BatchSource` says it, but `vocabulary` is missing where only fitting tells. */
export interface ExpectedInput {
  readonly kind: 'float' | 'token';
  readonly shape: readonly number[];
  readonly vocabulary?: number;
}

/** What rows of a view look like after a recipe, as far as can be told before it is fitted. Throws a `DataError` when a step does not fit. */
export function formAfter(view: ViewManifest, recipe: Recipe): ExpectedInput {
  const form = planSteps(parseRecipe(recipe)).reduce<Form>(
    (before, { step, options }) => step.form(before, options, null),
    viewForm({ manifest: view }),
  );
  if (form.kind === 'texts')
    throw new DataError(`recipe: expected steps that turn ${view.name} into numbers, such as tokenise, found texts at the end`);
  return {
    kind: form.kind === 'tokens' ? 'token' : 'float',
    shape: form.shape,
    ...(form.vocabulary === undefined ? {} : { vocabulary: form.vocabulary }),
  };
}
