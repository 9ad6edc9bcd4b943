import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { rowId } from '../../ids.ts';
import { nameHas } from '../../naming.ts';
import { newestFirst } from '../../paging.ts';
import { createProject, updateProject } from './service.ts';

export const DirectionType = builder.enumType('Direction', {
  description: 'Which way a metric is better.',
  values: {
    MAXIMIZE: { description: 'More is better, as of accuracy.' },
    MINIMIZE: { description: 'Less is better, as of a loss.' },
  } as const,
});

export const ProjectType = builder.prismaNode('Project', {
  id: { field: 'id' },
  description: 'A question that a team works on: its data, and the runs that try to answer it.',
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its part of every address; unique in its team.' }),
    name: t.exposeString('name'),
    description: t.exposeString('description'),
    team: t.relation('team'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true }),
    primaryMetric: t.exposeString('primaryMetric', { description: 'The metric that the board puts first.' }),
    primaryDirection: t.field({
      type: DirectionType,
      description: 'Which way the primary metric is better.',
      select: { primaryDirection: true },
      resolve: ({ primaryDirection }) => (primaryDirection === 'MINIMIZE' ? 'MINIMIZE' : 'MAXIMIZE'),
    }),
  }),
});

builder.prismaObjectField('Team', 'projects', (t) =>
  t.relatedConnection(
    'projects',
    {
      cursor: 'id',
      totalCount: true,
      description: 'Newest first.',
      args: { search: t.arg.string({ description: 'A part of the name, in any case.' }) },
      query: ({ search, ...page }) => ({ ...newestFirst(page), where: { deletedAt: null, ...nameHas(search) } }),
    },
    { name: 'ProjectConnection' },
    { name: 'ProjectEdge' },
  ),
);

builder.queryField('project', (t) =>
  t.prismaField({
    type: 'Project',
    nullable: true,
    description: 'A project by the two parts of its address.',
    args: { team: t.arg.string({ required: true, description: 'Slug of the team.' }), slug: t.arg.string({ required: true }) },
    resolve: async (query, _root, { slug }, context) => {
      const { db } = inTeam(context);
      const project = await db.project.findUnique({ ...query, where: { teamId_slug: { teamId: db.teamId, slug }, deletedAt: null } });
      if (project === null) throw notFound('Project');
      return project;
    },
  }),
);

builder.mutationFields((t) => ({
  createProject: t.prismaField({
    type: 'Project',
    args: {
      team: t.arg.id({ required: true }),
      name: t.arg.string({ required: true }),
      slug: t.arg.string({ description: 'Left out: made from the name.' }),
      description: t.arg.string(),
      primaryMetric: t.arg.string({ description: 'Left out: accuracy.' }),
      primaryDirection: t.arg({ type: DirectionType, description: 'Left out: more is better.' }),
      idempotencyKey: t.arg.string({ description: 'The same key gives the same project again; with another input it is a conflict.' }),
    },
    resolve: (_query, _root, { team: _team, ...input }, context) => createProject(inTeam(context), input),
  }),
  updateProject: t.prismaField({
    type: 'Project',
    description: 'Changes what is given and leaves the rest.',
    args: {
      id: t.arg.id({ required: true }),
      name: t.arg.string(),
      description: t.arg.string(),
      primaryMetric: t.arg.string(),
      primaryDirection: t.arg({ type: DirectionType }),
    },
    resolve: (_query, _root, { id, ...changes }, context) => updateProject(inTeam(context), rowId('Project', id), changes),
  }),
}));
