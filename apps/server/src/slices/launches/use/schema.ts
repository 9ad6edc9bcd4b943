// How busy the agents are, and what they did lately.
import { builder } from '../../../builder.ts';
import { invalidInput } from '../../../errors.ts';
import { busyShareOf } from './service.ts';

const MOST_ENDED = 200;

builder.prismaObjectField('Agent', 'busyShare', (t) =>
  t.float({
    description: 'Which share of the last hours, from 0 to 1, it spent on launches of the viewer’s teams.',
    select: { id: true },
    args: { hours: t.arg.int({ required: true, defaultValue: 24, description: 'At most 744.' }) },
    resolve: ({ id }, { hours }, context) => busyShareOf(context, { agentId: id, hours }),
  }),
);

builder.prismaObjectField('Launch', 'finishedAt', (t) => t.expose('finishedAt', { type: 'DateTime', nullable: true }));

builder.prismaObjectField('Team', 'ended', (t) =>
  t.prismaField({
    type: ['Launch'],
    description: 'Launches that came to an end, the latest first.',
    select: { id: true },
    args: { first: t.arg.int({ required: true, defaultValue: 20, description: 'At most 200.' }) },
    resolve: (query, { id }, { first }, { db }) => {
      if (first < 0 || first > MOST_ENDED) throw invalidInput(`first is 0 to ${MOST_ENDED}, got ${first}`, 'first');
      return db.launch.findMany({
        ...query,
        where: { teamId: id, finishedAt: { not: null }, run: { deletedAt: null } },
        orderBy: [{ finishedAt: 'desc' }, { id: 'desc' }],
        take: first,
      });
    },
  }),
);
