import { describeStep, type RecipeStep } from '@atelier/ml/recipe';
import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { rowId } from '../../ids.ts';
import { newestFirst } from '../../paging.ts';
import { createRecipe, defaultRecipe, previewRecipe } from './recipes.ts';

const RecipeType = builder.prismaNode('Recipe', {
  id: { field: 'id' },
  description: 'How the rows of a view become what a model eats: versioned steps, fitted on the training part only.',
  fields: (t) => ({
    name: t.exposeString('name'),
    view: t.exposeString('view', { description: 'The view it was made for.' }),
    steps: t.expose('steps', { type: 'JSON' }),
    hash: t.exposeString('hash', { description: 'SHA-256 of the completed steps.' }),
    lines: t.stringList({
      description: 'One readable line a step.',
      select: { steps: true },
      resolve: ({ steps }) => (steps as unknown as RecipeStep[]).map(describeStep),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

builder.prismaObjectField('Project', 'recipes', (t) =>
  t.relatedConnection(
    'recipes',
    { cursor: 'id', totalCount: true, description: 'Newest first.', query: newestFirst },
    { name: 'RecipeConnection' },
    { name: 'RecipeEdge' },
  ),
);

builder.queryFields((t) => ({
  defaultRecipe: t.field({
    type: 'JSON',
    description: 'Steps that suit a view: where to begin.',
    args: { version: t.arg.id({ required: true }), view: t.arg.string({ required: true }) },
    resolve: (_root, { version, view }, context) => defaultRecipe(inTeam(context), rowId('DatasetVersion', version), view),
  }),
  previewRecipe: t.field({
    type: 'JSON',
    description:
      'A few samples before and after the steps, which are fitted on the training part of the split; where a step varies samples in training, also as some epochs of a training would see them.',
    args: {
      split: t.arg.id({ required: true }),
      view: t.arg.string({ required: true }),
      steps: t.arg({ type: 'JSON', required: true }),
      rows: t.arg.intList({ required: true }),
      seed: t.arg.int({ required: true, defaultValue: 1, description: 'Seed of the training that varies samples.' }),
      epochs: t.arg.intList({ required: true, defaultValue: [], description: 'Which of its epochs to look into, from 1; at most 8.' }),
    },
    resolve: (_root, { split, steps, ...input }, context) =>
      previewRecipe(inTeam(context), { ...input, steps, split: rowId('Split', split) }),
  }),
}));

const CreateRecipeInput = builder.inputType('CreateRecipeInput', {
  fields: (t) => ({
    project: t.id({ required: true }),
    name: t.string({ required: true }),
    view: t.string({ required: true }),
    steps: t.field({ type: 'JSON', required: true }),
    idempotencyKey: t.string(),
  }),
});

builder.mutationFields((t) => ({
  createRecipe: t.prismaField({
    type: RecipeType,
    description: 'Keeps a recipe under a name.',
    args: { input: t.arg({ type: CreateRecipeInput, required: true }) },
    resolve: (_query, _root, { input }, context) =>
      createRecipe(inTeam(context), {
        ...input,
        steps: input.steps,
        project: rowId('Project', input.project),
        idempotencyKey: input.idempotencyKey ?? null,
      }),
  }),
}));
