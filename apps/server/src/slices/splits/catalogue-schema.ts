// What steps a recipe can have, so that a form can be made of them.
import { STEPS } from '@atelier/ml/recipe';
import { z } from 'zod';
import { builder } from '../../builder.ts';

interface StepKind {
  readonly name: string;
  readonly version: number;
  readonly options: object;
}

const kinds: readonly StepKind[] = [...STEPS.values()].map(({ name, version, options }) => ({
  name,
  version,
  options: z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }),
}));

const RecipeStepKindType = builder.objectRef<StepKind>('RecipeStepKind').implement({
  description: 'A kind of step that a recipe can have.',
  fields: (t) => ({
    name: t.exposeString('name'),
    version: t.exposeInt('version'),
    options: t.expose('options', { type: 'JSON', description: 'JSON Schema of its options, with what each is when left out.' }),
  }),
});

builder.queryField('recipeSteps', (t) =>
  t.field({ type: [RecipeStepKindType], description: 'Every kind of step that a recipe can have.', resolve: () => [...kinds] }),
);
