// What was made of a run.
import { builder } from '../../builder.ts';

const MOST = 200;

builder.prismaObjectField('Run', 'fusions', (t) =>
  t.prismaField({
    type: ['Run'],
    description: 'The fusions that combine it, newest first; at most 200.',
    select: { id: true },
    resolve: (query, { id }, _args, { db }) =>
      db.run.findMany({
        ...query,
        where: { deletedAt: null, fusion: { members: { some: { memberRunId: id } } } },
        orderBy: { number: 'desc' },
        take: MOST,
      }),
  }),
);
