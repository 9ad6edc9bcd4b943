import { describeStep, type RecipeStep } from '@atelier/ml/recipe';
import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { LaunchStatus } from '../../db/generated/enums.ts';
import { rowId } from '../../ids.ts';
import { scopeOf } from '../../principal.ts';
import { CandidateInput, EvaluateRunInput, LaunchRunInput, ModelInput, TrainingInput } from './input-schema.ts';
import { positionOf } from './loaders.ts';
import { AGENT_SILENT_MS } from './rules.ts';
import { cancelRun, evaluateRun, type LaunchConfig, launchRun, planOf, type Prepared, retryRun } from './service.ts';

const LaunchStatusType = builder.enumType('LaunchStatus', {
  description: 'Where a launch is.',
  values: {
    [LaunchStatus.QUEUED]: { description: 'Waits for an agent.' },
    [LaunchStatus.LEASED]: { description: 'An agent is at it.' },
    [LaunchStatus.FINISHED]: {},
    [LaunchStatus.FAILED]: { description: 'Went wrong, as often as it was to be tried.' },
    [LaunchStatus.CANCELED]: {},
  },
});

export const LaunchType = builder.prismaNode('Launch', {
  id: { field: 'id' },
  description:
    'A run on its way through the queue. It is given to one agent at a time; when that agent falls silent it is given to the next.',
  fields: (t) => ({
    run: t.relation('run'),
    status: t.expose('status', { type: LaunchStatusType }),
    priority: t.exposeInt('priority', { description: 'Greater goes first.' }),
    attempt: t.exposeInt('attempt', { description: 'Attempts begun.' }),
    maxAttempts: t.exposeInt('maxAttempts'),
    reason: t.exposeString('reason', { nullable: true, description: 'How the last attempt ended.' }),
    queuedAt: t.expose('queuedAt', { type: 'DateTime' }),
    leasedAt: t.expose('leasedAt', { type: 'DateTime', nullable: true }),
    leaseExpiresAt: t.expose('leaseExpiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the agent counts as dead unless it is heard of.',
    }),
    cancelRequestedAt: t.expose('cancelRequestedAt', { type: 'DateTime', nullable: true }),
    agent: t.relation('agent', { nullable: true }),
    position: t.int({
      nullable: true,
      description: 'Its place among those that wait, from 1.',
      select: { id: true },
      resolve: ({ id }, _args, context) => positionOf(context, id),
    }),
  }),
});

export const AgentType = builder.prismaNode('Agent', {
  id: { field: 'id' },
  description: 'A machine that takes launches.',
  fields: (t) => ({
    name: t.exposeString('name'),
    backend: t.exposeString('backend', { description: 'The best backend it has.' }),
    hardware: t.expose('hardware', { type: 'JSON' }),
    versions: t.expose('versions', { type: 'JSON' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime' }),
    online: t.boolean({
      description: 'Heard of within the last minute.',
      select: { lastSeenAt: true },
      resolve: ({ lastSeenAt }, _args, { app }) => app.now().getTime() - lastSeenAt.getTime() < AGENT_SILENT_MS,
    }),
    current: t.field({
      type: LaunchType,
      nullable: true,
      description: 'What it is at, if that is a run of the viewer’s teams.',
      // An agent of the installation serves every team, so the way from it to launches leads out of the viewer's own.
      select: (_args, { viewer }, nested) => {
        const { teams } = scopeOf(viewer);
        const seen = teams === 'every' ? {} : { teamId: { in: [...teams] } };
        return { launches: nested({ where: { status: 'LEASED', ...seen }, orderBy: { leasedAt: 'desc' }, take: 1 }) };
      },
      resolve: ({ launches }) => launches[0] ?? null,
    }),
  }),
});

builder.prismaObjectFields('Run', (t) => ({
  launch: t.relation('launch', { nullable: true, description: 'Its way through the queue, if it was launched here.' }),
  recipeSteps: t.field({
    type: 'JSON',
    nullable: true,
    description: 'How its works were prepared, if it was trained here: give them to launchRun to prepare others in the same way.',
    select: { config: true },
    resolve: ({ config }) => stepsIn(config),
  }),
  recipeLines: t.stringList({
    description: 'The same, one readable line a step.',
    select: { config: true },
    resolve: ({ config }) => (stepsIn(config) ?? []).map(describeStep),
  }),
}));

builder.prismaObjectFields('Team', (t) => ({
  agents: t.prismaField({
    type: ['Agent'],
    description: 'Agents that take launches of this team, those of the installation included; last heard of first.',
    select: { id: true },
    resolve: (query, { id }, _args, { db }) =>
      db.agent.findMany({ ...query, where: { OR: [{ teamId: id }, { teamId: null }] }, orderBy: { lastSeenAt: 'desc' }, take: 200 }),
  }),
  queue: t.prismaConnection(
    {
      type: 'Launch',
      cursor: 'id',
      description: 'Waiting and running launches, oldest first.',
      resolve: (query, { id }, _args, { db }) =>
        db.launch.findMany({
          ...query,
          where: { teamId: id, status: { in: ['QUEUED', 'LEASED'] } },
          orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }],
        }),
      totalCount: ({ id }, _args, { db }) => db.launch.count({ where: { teamId: id, status: { in: ['QUEUED', 'LEASED'] } } }),
    },
    { name: 'LaunchConnection' },
    { name: 'LaunchEdge' },
  ),
}));

function stepsIn(config: unknown): readonly RecipeStep[] | null {
  return (config as Partial<LaunchConfig>).recipeSteps ?? null;
}

const ModelPlanType = builder.objectRef<Prepared['plan']>('ModelPlan').implement({
  description: 'Size and cost of a model before it is launched.',
  fields: (t) => ({
    parameters: t.exposeFloat('parameters', { description: 'Numbers in the model.' }),
    flopsPerSample: t.exposeFloat('flopsPerSample', {
      description: 'Floating point operations of one sample’s way through the model; training costs about three times that.',
    }),
    memoryBytes: t.exposeFloat('memoryBytes', { description: 'What training needs at least.' }),
    outputShape: t.exposeIntList('outputShape'),
    lines: t.exposeStringList('lines', { description: 'One readable line per layer.' }),
    trainings: t.exposeInt('trainings', {
      description: 'How often it is trained: once for each fold, and for each inner fold of a choice.',
    }),
  }),
});

builder.queryField('planModel', (t) =>
  t.field({
    type: ModelPlanType,
    description: 'Size and cost of a model before it is launched; complains of what launchRun would complain of.',
    args: {
      split: t.arg.id({ required: true }),
      view: t.arg.string({ required: true }),
      model: t.arg({ type: ModelInput, required: true }),
      training: t.arg({ type: TrainingInput, required: true }),
      recipeSteps: t.arg({ type: 'JSON' }),
      alternatives: t.arg({ type: [CandidateInput] }),
      fold: t.arg.int({ description: 'Left out on a split with folds: all of them.' }),
    },
    resolve: (_root, { split, ...given }, context) => planOf(inTeam(context), { ...given, splitId: rowId('Split', split) }),
  }),
);

builder.mutationFields((t) => ({
  launchRun: t.prismaField({
    type: 'Run',
    description: 'Puts a training into the queue. On a split with folds and no fold named, one run trains all of them.',
    args: { input: t.arg({ type: LaunchRunInput, required: true }) },
    resolve: async (query, _root, { input }, context) => {
      const { project, split, recipe, ...given } = input;
      const ids = {
        projectId: rowId('Project', project),
        splitId: rowId('Split', split),
        ...(recipe != null && { recipeId: rowId('Recipe', recipe) }),
      };
      const id = await launchRun(inTeam(context), { ...given, ...ids });
      return context.db.run.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  evaluateRun: t.prismaField({
    type: 'Run',
    description:
      'Puts the test of a finished training on other works into the queue, as a run of its own. They are prepared with what its recipe learned from the works it was trained on; those are left out.',
    args: { input: t.arg({ type: EvaluateRunInput, required: true }) },
    resolve: async (query, _root, { input: { run, version, split, ...given } }, context) => {
      const id = await evaluateRun(inTeam(context), {
        ...given,
        runId: rowId('Run', run),
        versionId: rowId('DatasetVersion', version),
        ...(split != null && { splitId: rowId('Split', split) }),
      });
      return context.db.run.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  cancelRun: t.prismaField({
    type: 'Run',
    description: 'Stops a run: at once when it waits, soon when an agent is at it.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (query, _root, { id }, context) => {
      await cancelRun(inTeam(context), rowId('Run', id));
      return context.db.run.findUniqueOrThrow({ ...query, where: { id: rowId('Run', id) } });
    },
  }),
  retryRun: t.prismaField({
    type: 'Run',
    description: 'Puts a launched run that failed or was stopped back into the queue.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (query, _root, { id }, context) => {
      await retryRun(inTeam(context), rowId('Run', id));
      return context.db.run.findUniqueOrThrow({ ...query, where: { id: rowId('Run', id) } });
    },
  }),
}));
