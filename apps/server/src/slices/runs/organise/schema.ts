// Runs by the handful: aside, tagged, moved, in the trash and out of it.
import { builder } from '../../../builder.ts';
import { inTeam } from '../../../context.ts';
import { rowId } from '../../../ids.ts';
import { newestFirst } from '../../../paging.ts';
import { archiveRuns, moveRuns, tagRuns, unarchiveRuns } from './service.ts';
import { deleteRuns, purgeRuns, restoreRuns } from './trash.ts';

builder.prismaObjectField('Project', 'trash', (t) =>
  t.relatedConnection(
    'runs',
    {
      cursor: 'id',
      totalCount: true,
      description: 'Its deleted runs, newest first: they can be restored until they are purged, which happens by itself after 30 days.',
      query: (page) => ({ ...newestFirst(page), where: { deletedAt: { not: null } } }),
    },
    { name: 'TrashConnection' },
    { name: 'TrashEdge' },
  ),
);

const rows = (ids: readonly string[]) => ids.map((id) => rowId('Run', id));

builder.mutationFields((t) => ({
  archiveRuns: t.int({
    description: 'Puts runs aside, where the board leaves them out, and says how many.',
    args: { ids: t.arg.idList({ required: true }) },
    resolve: (_root, { ids }, context) => archiveRuns(inTeam(context), rows(ids)),
  }),
  unarchiveRuns: t.int({
    description: 'Takes runs back among the others, and says how many.',
    args: { ids: t.arg.idList({ required: true }) },
    resolve: (_root, { ids }, context) => unarchiveRuns(inTeam(context), rows(ids)),
  }),
  tagRuns: t.int({
    description: 'Adds tags to runs and takes others away, and says how many runs changed.',
    args: { ids: t.arg.idList({ required: true }), add: t.arg.stringList(), remove: t.arg.stringList() },
    resolve: (_root, { ids, add, remove }, context) => tagRuns(inTeam(context), rows(ids), { add, remove }),
  }),
  moveRuns: t.int({
    description:
      'Moves runs to another project of their team, where they get its next numbers, and says how many. A fusion goes with its members only, and a run with those that were made from it.',
    args: { ids: t.arg.idList({ required: true }), project: t.arg.id({ required: true }) },
    resolve: (_root, { ids, project }, context) => moveRuns(inTeam(context), rows(ids), rowId('Project', project)),
  }),
  deleteRuns: t.int({
    description: 'Puts runs into the trash, and says how many.',
    args: { ids: t.arg.idList({ required: true }) },
    resolve: (_root, { ids }, context) => deleteRuns(inTeam(context), rows(ids)),
  }),
  restoreRuns: t.int({
    description: 'Takes runs back out of the trash, and says how many.',
    args: { ids: t.arg.idList({ required: true }) },
    resolve: (_root, { ids }, context) => restoreRuns(inTeam(context), rows(ids)),
  }),
  purgeRuns: t.int({
    description:
      'Deletes runs in the trash for good, with all that was logged of them, and says how many. A run that a fusion combines stays as long as the fusion, and one that others were made from as long as they.',
    args: { ids: t.arg.idList({ required: true }) },
    resolve: (_root, { ids }, context) => purgeRuns(inTeam(context), rows(ids)),
  }),
}));
