// What happened in a team, for those who answer for it; and what was corrected in a run, for everybody who sees it.
import { builder } from '../../builder.ts';
import { encodeId } from '../../ids.ts';
import { givenWindow, newestFirst } from '../../paging.ts';
import { windowArgs } from '../../window-args.ts';
import { type Correction, listCardChanges, listCorrections } from './service.ts';

const USUAL_CORRECTIONS = 100;
const MOST_CORRECTIONS = 1_000;

// What an event was done to, by the noun of its action.
const SUBJECTS: Readonly<Record<string, string>> = {
  run: 'Run',
  project: 'Project',
  dataset: 'Dataset',
  'dataset.version': 'DatasetVersion',
  split: 'Split',
  recipe: 'Recipe',
  team: 'Team',
  key: 'ApiKey',
  invitation: 'Invitation',
  view: 'SavedView',
};

builder.prismaObject('AuditEvent', {
  description: 'Something that somebody did in a team. It is written with the change that it tells of, and never changed.',
  fields: (t) => ({
    id: t.id({ select: { id: true }, resolve: ({ id }) => encodeId('AuditEvent', id) }),
    at: t.expose('createdAt', { type: 'DateTime' }),
    by: t.exposeString('actor', { description: 'Name of the person or key that did it, as it was then.' }),
    action: t.exposeString('action', { description: 'A noun and a verb, such as run.delete.' }),
    subject: t.id({
      description: 'What it was done to; it may be gone by now.',
      select: { action: true, subject: true },
      resolve: ({ action, subject }) => {
        const type = SUBJECTS[action] ?? SUBJECTS[action.split('.')[0]!];
        return type === undefined ? subject : encodeId(type, subject);
      },
    }),
    detail: t.expose('detail', { type: 'JSON', description: 'More about it, by action: from and to of a correction, for instance.' }),
  }),
});

builder.prismaObjectField('Team', 'audit', (t) =>
  t.relatedConnection(
    'auditEvents',
    {
      cursor: 'id',
      totalCount: true,
      description: 'What happened in the team, newest first. For its administrators.',
      args: { action: t.arg.string({ description: 'Only this: run.param, or run.* for all that was done to runs.' }) },
      query: ({ action, ...page }) => ({
        ...newestFirst(page),
        ...(action != null && { where: { action: action.endsWith('.*') ? { startsWith: action.slice(0, -1) } : action } }),
      }),
    },
    { name: 'AuditConnection' },
    { name: 'AuditEdge' },
  ),
);

const ParamCorrectionType = builder.objectRef<Correction>('ParamCorrection').implement({
  description: 'A param that got another value after it was known.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Its place, such as model.units.' }),
    from: t.field({ type: 'JSON', nullable: true, resolve: ({ from }) => from }),
    to: t.field({ type: 'JSON', nullable: true, resolve: ({ to }) => to }),
    by: t.exposeString('by', { description: 'Name of the person or key that corrected it.' }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
});

builder.prismaObjectField('Run', 'corrections', (t) =>
  t.field({
    type: [ParamCorrectionType],
    description: 'Params that got another value after they were known, oldest first.',
    select: { id: true },
    args: windowArgs(USUAL_CORRECTIONS, MOST_CORRECTIONS),
    resolve: ({ id }, window, context) => listCorrections(context, id, givenWindow(window, MOST_CORRECTIONS)),
  }),
);

const CardChangeType = builder.objectRef<Correction>('CardChange').implement({
  description: 'Something that the card of a dataset says otherwise than before.',
  fields: (t) => ({
    field: t.string({ description: 'licence, consent, source, sensitive or description.', resolve: ({ path }) => path }),
    from: t.string({ resolve: ({ from }) => String(from) }),
    to: t.string({ resolve: ({ to }) => String(to) }),
    by: t.exposeString('by', { description: 'Name of the person or key that changed it.' }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
});

builder.prismaObjectField('Dataset', 'cardChanges', (t) =>
  t.field({
    type: [CardChangeType],
    description: 'What its card has said before, oldest first.',
    select: { id: true },
    args: windowArgs(USUAL_CORRECTIONS, MOST_CORRECTIONS),
    resolve: ({ id }, window, context) => listCardChanges(context, id, givenWindow(window, MOST_CORRECTIONS)),
  }),
);
