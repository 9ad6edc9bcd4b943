// What a run was trained on.
import { builder } from '../../builder.ts';

builder.prismaObjectFields('Run', (t) => ({
  dataset: t.relation('version', { nullable: true, description: 'The dataset version it was trained on.' }),
  split: t.relation('split', { nullable: true }),
  recipe: t.relation('recipe', { nullable: true, description: 'The saved recipe, if it used one; what it ran is in its params.' }),
}));
