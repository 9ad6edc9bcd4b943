// What is asked of a training, checked against the data before anything waits in the queue.
import type { Head, ModelConfig, TrainingConfig } from '@atelier/ml/config';
import type { Manifest, View } from '@atelier/ml/dataset';
import { defaultRecipe, parseRecipe, type RecipeStep } from '@atelier/ml/recipe';
import { countTrainings, PART_CODES } from '@atelier/ml/split';
import type { TeamContext } from '../../context.ts';
import type { Split } from '../../db/generated/client.ts';
import { invalidInput, notFound } from '../../errors.ts';
import { getVersion } from '../datasets/service.ts';
import { assignmentIn, drawnSplit, getSplit } from '../splits/service.ts';
import { asInput, givenModel, givenTraining, type ModelChoice } from './input.ts';
import { headOf, type Plan, planLaunch, viewOf } from './plan.ts';
import { findRecipe } from './store.ts';

const MOST_ALTERNATIVES = 50;

export interface CandidateInput {
  readonly model: ModelChoice;
  readonly training: object;
}

export interface PlanInput extends CandidateInput {
  readonly splitId: string;
  readonly view: string;
  readonly alternatives?: readonly CandidateInput[] | null | undefined;
  readonly chooseBy?: string | null | undefined;
  readonly recipeSteps?: unknown;
  readonly recipeId?: string | undefined;
  readonly fold?: number | null | undefined;
  readonly backend?: string;
}

export interface Candidate {
  readonly model: ModelConfig;
  readonly training: TrainingConfig;
}

/** What an agent is to train, kept with the run. */
export interface LaunchConfig extends Candidate {
  readonly view: string;
  readonly recipeSteps: readonly RecipeStep[];
  readonly backend: string;
  /** What inner folds choose among, beside model and training. */
  readonly alternatives?: readonly Candidate[];
  readonly chooseBy?: string;
}

export interface Prepared {
  readonly config: LaunchConfig;
  readonly split: Split;
  readonly plan: Plan & {
    /** One for each fold, and for each inner fold of a choice. */
    readonly trainings: number;
  };
}

/** Throws `INVALID_INPUT` naming what does not fit. */
export async function prepareLaunch(context: TeamContext, input: PlanInput): Promise<Prepared> {
  const split = await getSplit(context, input.splitId);
  requireTrainPart(split, input.fold ?? undefined);
  const manifest = (await getVersion(context, split.versionId)).manifest as unknown as Manifest;
  const view = viewOf(manifest, input.view);
  const head = headOf(manifest);
  const recipeSteps = await stepsOf(context, input, { manifest: view } as View);
  const first = givenCandidate(input, 'input');
  const alternatives = givenAlternatives(input, split);
  const plans = [first, ...alternatives].map(({ model, training }) => {
    requireTraining(training, head, split, input.fold);
    return planLaunch(manifest, view, recipeSteps, model, training);
  });
  const { folds, protocol } = drawnSplit(split);
  const counted = { protocol, ...(folds === undefined ? {} : { folds }) };
  const all = countTrainings(counted, 1 + alternatives.length);
  const config: LaunchConfig = {
    view: view.name,
    recipeSteps,
    ...first,
    backend: input.backend ?? 'auto',
    ...(alternatives.length > 0 && { alternatives }),
    ...(input.chooseBy != null && { chooseBy: input.chooseBy }),
  };
  return { config, split, plan: { ...plans[0]!, trainings: input.fold == null ? all : all / (split.folds ?? 1) } };
}

function givenCandidate({ model, training }: CandidateInput, prefix: string): Candidate {
  return { model: givenModel(model, `${prefix}.model`), training: givenTraining(training, `${prefix}.training`) };
}

function givenAlternatives({ alternatives }: PlanInput, split: Split): readonly Candidate[] {
  if (!alternatives || alternatives.length === 0) return [];
  if (alternatives.length > MOST_ALTERNATIVES)
    throw invalidInput(`At most ${MOST_ALTERNATIVES} alternatives, got ${alternatives.length}`, 'input.alternatives');
  const { protocol } = drawnSplit(split);
  if (protocol !== 'nested')
    throw invalidInput(
      `Alternatives are chosen among by the inner folds of a nested split; the split ${split.name} is ${protocol}`,
      'input.alternatives',
    );
  return alternatives.map((each, index) => givenCandidate(each, `input.alternatives.${index}`));
}

// What would otherwise be found out by an agent, after the wait in the queue.
function requireTraining({ earlyStopping }: TrainingConfig, head: Head, split: Split, fold: number | null | undefined): void {
  if (earlyStopping === null) return;
  if (earlyStopping.monitor === 'val_accuracy' && head.kind === 'regression')
    throw invalidInput('A model of numbers has no accuracy: let early stopping watch val_loss', 'input.training.earlyStopping.monitor');
  if (!assignmentIn(split, fold).includes(PART_CODES.validation))
    throw invalidInput(
      `The split ${split.name} has no validation part, so early stopping has nothing to watch`,
      'input.training.earlyStopping',
    );
}

async function stepsOf(context: TeamContext, input: PlanInput, view: View): Promise<readonly RecipeStep[]> {
  if (input.recipeSteps != null && input.recipeId !== undefined)
    throw invalidInput('Give a saved recipe or steps in place, not both', 'input.recipe', 'input.recipeSteps');
  if (input.recipeSteps != null) return asInput(() => parseRecipe({ steps: input.recipeSteps }).steps, 'input.recipeSteps');
  if (input.recipeId === undefined) return defaultRecipe(view).steps;
  const recipe = await findRecipe(context.db, input.recipeId);
  if (recipe === null) throw notFound('Recipe');
  const { name } = view.manifest;
  if (recipe.view !== name) throw invalidInput(`The recipe is for the view ${recipe.view}, not for ${name}`, 'input.recipe');
  return asInput(() => parseRecipe({ steps: recipe.steps }).steps, 'input.recipe');
}

function requireTrainPart(split: Split, fold: number | undefined): void {
  if (split.folds === null && fold !== undefined) throw invalidInput(`The split ${split.name} has no folds`, 'input.fold');
  if (split.folds !== null && fold !== undefined && !(fold >= 0 && fold < split.folds))
    throw invalidInput(`fold must be 0 … ${split.folds - 1}, or left out for all of them, got ${fold}`, 'input.fold');
  if (!assignmentIn(split, fold).includes(PART_CODES.train))
    throw invalidInput(`The split ${split.name} has no train part, so there is nothing to train on`, 'input.split');
}
