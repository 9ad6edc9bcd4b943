import { defaultRecipe as defaultFor, hashRecipe, type Preview, type Recipe as Steps } from '@atelier/ml/recipe';
import { PART_CODES } from '@atelier/ml/split';
import { runApart } from '../../apart/run-apart.ts';
import { audit } from '../../audit.ts';
import type { TeamContext } from '../../context.ts';
import type { Recipe } from '../../db/generated/client.ts';
import { invalidInput, notFound } from '../../errors.ts';
import { onceOnly } from '../../idempotency.ts';
import { versionFiles } from '../datasets/service.ts';
import { getProject } from '../projects/service.ts';
import { givenEpochs, givenName, givenRecipe, givenRows, givenSeed, refusing } from './input.ts';
import type { PreviewTask } from './preview.child.ts';
import { assignmentIn, getSplit } from './service.ts';
import { findRecipe, insertRecipe } from './store.ts';

const PREVIEW_LIMITS = { timeoutMs: 60_000, heapMb: 2_048 };

export interface RecipeInput {
  readonly project: string;
  readonly name: string;
  readonly view: string;
  readonly steps: unknown;
  readonly idempotencyKey: string | null;
}

/** A recipe of the team, or `NOT_FOUND`. */
export async function getRecipe({ db }: Pick<TeamContext, 'db'>, id: string): Promise<Recipe> {
  const recipe = await findRecipe(db, id);
  if (recipe === null) throw notFound('Recipe');
  return recipe;
}

/** Keeps a recipe under a name. Its steps are completed, so that a default that changes later does not change it. */
export async function createRecipe(context: TeamContext, { idempotencyKey, ...input }: RecipeInput): Promise<Recipe> {
  const recipe = givenRecipe(input.steps);
  const name = givenName(input.name);
  const id = await onceOnly(context, { action: 'createRecipe', key: idempotencyKey, input }, async (keep) => {
    const project = await getProject(context, input.project);
    const made = await context.db.$transaction(async (door) => {
      const row = await insertRecipe(door, {
        projectId: project.id,
        name,
        view: givenName(input.view),
        steps: recipe.steps as unknown as object[],
        hash: hashRecipe(recipe),
      });
      await audit(door, context, { teamId: context.team.id, action: 'recipe.create', subject: row.id });
      await keep(door, row.id);
      return row;
    });
    return made.id;
  });
  return getRecipe(context, id);
}

/** Where to begin with a view: the steps that suit what it holds. */
export async function defaultRecipe(context: TeamContext, versionId: string, viewName: string): Promise<Steps['steps']> {
  const { manifest } = await versionFiles(context, versionId);
  const view = manifest.views.find(({ name }) => name === viewName);
  if (view === undefined)
    throw invalidInput(
      `view: expected one of ${manifest.views.map(({ name }) => name).join(', ')}, found ${JSON.stringify(viewName)}.`,
      'view',
    );
  return refusing('view', () => defaultFor({ manifest: view })).steps;
}

export interface PreviewInput {
  readonly split: string;
  readonly view: string;
  readonly steps: unknown;
  readonly rows: readonly number[];
  readonly seed: number;
  /** Counted from 1, as people do. */
  readonly epochs: readonly number[];
}

/** A few rows before and after the steps, fitted on the training part of the split, and as training would see them in some epochs. */
export async function previewRecipe(context: TeamContext, input: PreviewInput): Promise<Preview> {
  const recipe = givenRecipe(input.steps);
  const variation = { seed: givenSeed(input.seed), epochs: givenEpochs(input.epochs).map((epoch) => epoch - 1) };
  const split = await getSplit(context, input.split);
  const assignment = assignmentIn(split, 0);
  const train = Uint32Array.from(assignment.keys().filter((row) => assignment[row] === PART_CODES.train));
  const shown = givenRows(input.rows, assignment.length);
  const files = await versionFiles(context, split.versionId);
  const task: PreviewTask = { files, view: input.view, recipe, options: { train, shown, variation } };
  return runApart<Preview>(new URL('./preview.child.ts', import.meta.url), task, PREVIEW_LIMITS);
}
