import { createHash } from 'node:crypto';
import type { Dataset } from '../dataset/dataset.ts';
import { DataError } from '../formats/data-error.ts';
import type { Form } from './batch.ts';
import { type Chain, passThrough, viewForm } from './chain.ts';
import { describeForm } from './require-form.ts';
import { planSteps } from './parse-recipe.ts';
import type { Recipe, RecipeState } from './recipe.ts';

export interface FittedRecipe<Part extends string> {
  readonly chain: Chain;
  /** The rows of each part that are left. */
  readonly rows: Readonly<Record<Part, Uint32Array>>;
  readonly state: RecipeState;
}

/** Fits each step in turn to the training rows as the steps before it leave them. No other part is looked at. */
export function fitRecipe<Part extends string>(
  dataset: Dataset,
  viewName: string,
  recipe: Recipe,
  parts: Readonly<Record<Part | 'train', Uint32Array>>,
): FittedRecipe<Part | 'train'> {
  const view = dataset.view(viewName);
  const steps = planSteps(recipe);
  const states: unknown[] = [];
  const forms: Form[] = [viewForm(view)];
  const chain: Chain = { view, steps, states, forms };
  let rows = parts;
  steps.forEach(({ step, options }, index) => {
    // Refuses a step that does not fit here before anything is fitted.
    step.form(forms[index], options, null);
    if (step.filter !== undefined) rows = filterRows(chain, rows, index);
    states.push(step.fit?.(() => passThrough(chain, rows.train, index), forms[index], options) ?? null);
    forms.push(step.form(forms[index], options, states[index]));
  });
  refuseTexts(forms[steps.length], viewName);
  if (rows.train.length === 0) throw new DataError('recipe: expected rows to train on, found none left by its steps');
  return { chain, rows, state: { steps: states, fittedOn: fingerprint(dataset, rows.train) } };
}

/** The chain of a recipe that was fitted before, on any dataset with a view of the same form. */
export function chainOf(dataset: Dataset, viewName: string, recipe: Recipe, state: RecipeState): Chain {
  const view = dataset.view(viewName);
  const steps = planSteps(recipe);
  if (state.steps.length !== steps.length)
    throw new DataError(`recipe: expected a state of ${steps.length} steps, found ${state.steps.length}`);
  const forms: Form[] = [viewForm(view)];
  steps.forEach(({ step, options }, index) => forms.push(step.form(forms[index], options, state.steps[index])));
  refuseTexts(forms[steps.length], viewName);
  return { view, steps, states: state.steps, forms };
}

/** The rows of each part that the filters among the steps leave. */
export function filterAll<Part extends string>(
  chain: Chain,
  parts: Readonly<Record<Part, Uint32Array>>,
): Readonly<Record<Part, Uint32Array>> {
  return chain.steps.reduce((rows, { step }, index) => (step.filter === undefined ? rows : filterRows(chain, rows, index)), parts);
}

/** Which rows a recipe was fitted on, so that it can be told afterwards. */
export function fingerprint(dataset: Dataset, rows: Uint32Array): RecipeState['fittedOn'] {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${dataset.ids[row]}\n`);
  return { samples: rows.length, ids: hash.digest('hex') };
}

function filterRows<Part extends string>(
  chain: Chain,
  parts: Readonly<Record<Part, Uint32Array>>,
  index: number,
): Record<Part, Uint32Array> {
  const { step, options } = chain.steps[index];
  const entries = Object.entries<Uint32Array>(parts).map(([part, rows]): [string, Uint32Array] => {
    const keeps = step.filter?.(chain.forms[index], options);
    const kept: boolean[] = [];
    for (const batch of passThrough(chain, rows, index)) kept.push(...(keeps?.(batch) ?? []));
    return [part, rows.filter((_, position) => kept[position])];
  });
  return Object.fromEntries(entries) as Record<Part, Uint32Array>;
}

function refuseTexts(form: Form, viewName: string): void {
  if (form.kind === 'texts')
    throw new DataError(
      `recipe: expected steps that turn ${viewName} into numbers, such as tokenise, found ${describeForm(form)} at the end`,
    );
}
