import { canonicalJson } from '../formats/canonical-json.ts';
import { DataError } from '../formats/data-error.ts';
import { sha256 } from '../formats/hash.ts';
import { STEPS } from './catalogue.ts';
import type { Recipe, RecipeStep } from './recipe.ts';
import type { Step } from './step.ts';

/** A step with its options checked and completed. */
export interface PlannedStep {
  readonly step: Step;
  readonly options: object;
}

/** Checks JSON and fills in what was left to defaults. Throws a `DataError` naming the step, the option, what was expected and found. */
export function parseRecipe(value: unknown): Recipe {
  return { steps: planSteps(value).map(({ step, options }) => ({ step: step.name, version: step.version, ...options })) };
}

/** SHA-256 of the completed recipe: defaults that are spelled out or left out are the same recipe. */
export function hashRecipe(recipe: Recipe): string {
  return sha256(canonicalJson(parseRecipe(recipe)));
}

/** One readable line. */
export function describeStep(step: RecipeStep): string {
  const [planned] = planSteps({ steps: [step] });
  return planned.step.describe(planned.options);
}

export function planSteps(value: unknown): PlannedStep[] {
  const steps = typeof value === 'object' && value !== null ? (value as { steps?: unknown }).steps : undefined;
  if (!Array.isArray(steps)) throw new DataError(`recipe: expected { steps: [...] }, found ${shortly(value)}`);
  if (steps.length > 100) throw new DataError(`recipe: expected at most 100 steps, found ${steps.length}`);
  return steps.map(planStep);
}

function planStep(value: unknown, index: number): PlannedStep {
  const at = `recipe, step ${index + 1}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DataError(`${at}: expected an object such as { step: 'scale', version: 1, … }, found ${shortly(value)}`);
  const { step: name, version, ...given } = value as Record<string, unknown>;
  const step = typeof name === 'string' ? STEPS.get(name) : undefined;
  if (step === undefined) throw new DataError(`${at}: expected one of ${[...STEPS.keys()].join(', ')}, found ${shortly(name)}`);
  if (version !== step.version)
    throw new DataError(`${at} (${step.name}): expected version ${step.version}, found ${shortly(version)}`, { member: step.name });
  const parsed = step.options.safeParse(given);
  if (parsed.success) return { step, options: parsed.data };
  const [issue] = parsed.error.issues;
  const option = issue.path.join('.');
  const found = issue.path.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key], given);
  throw new DataError(`${at} (${step.name})${option === '' ? '' : `, ${option}`}: ${issue.message}, found ${shortly(found)}`, {
    member: step.name,
  });
}

function shortly(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80);
}
