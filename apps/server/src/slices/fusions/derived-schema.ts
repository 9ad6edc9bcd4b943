// What was made of a run.
import { builder } from '../../builder.ts';
import { fusionsAt } from './loaders.ts';

builder.prismaObjectField('Run', 'fusions', (t) =>
  t.prismaField({
    type: ['Run'],
    description: 'The fusions that combine it, newest first; at most 200.',
    select: { id: true },
    resolve: (query, { id }, _args, context, info) => fusionsAt(context, info, query, id),
  }),
);
