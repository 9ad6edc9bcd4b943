import { builder } from '../../builder.ts';
import { rowId } from '../../ids.ts';
import { changes } from '../runs/subscription-schema.ts';

builder.subscriptionField('queueChanged', (t) =>
  t.prismaField({
    type: 'Team',
    description: 'The team, whenever its queue changes.',
    args: { team: t.arg.id({ required: true }) },
    subscribe: (_root, { team }, context) => changes(context, `queue:${rowId('Team', team)}`, rowId('Team', team)),
    resolve: (query, id, _args, { db }) => db.team.findUniqueOrThrow({ ...query, where: { id: id as string } }),
  }),
);
