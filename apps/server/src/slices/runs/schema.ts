import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { RunKind, RunStatus } from '../../db/generated/enums.ts';
import { rowId } from '../../ids.ts';
import { countsOf } from './loaders.ts';
import { type Counts, finishRun, heartbeatRun, startRun, updateRun } from './service.ts';

export const RunKindType = builder.enumType('RunKind', {
  description: 'What a run trained.',
  values: {
    [RunKind.CNN]: { description: 'A convolutional network, on pictures.' },
    [RunKind.RNN]: { description: 'A recurrent network, on sequences.' },
    [RunKind.MLP]: { description: 'Dense layers, on tables.' },
    [RunKind.FUSION]: { description: 'Nothing: it combines the predictions of its members.' },
    [RunKind.EVALUATION]: { description: 'Nothing: it is a model of its parent run, tested on other works.' },
    [RunKind.EXTERNAL]: { description: 'Whatever the program that logs it trains.' },
  },
});

export const RunStatusType = builder.enumType('RunStatus', {
  description: 'Where a run is.',
  values: {
    [RunStatus.QUEUED]: { description: 'Waits for an agent.' },
    [RunStatus.STARTING]: { description: 'An agent has taken it.' },
    [RunStatus.RUNNING]: { description: 'Is at work.' },
    [RunStatus.FINISHED]: { description: 'Came to its end.' },
    [RunStatus.FAILED]: { description: 'Ended with an error; `reason` says which.' },
    [RunStatus.CANCELED]: { description: 'Was stopped by somebody.' },
    [RunStatus.CRASHED]: { description: 'Fell silent.' },
  },
});

const RunOutcomeType = builder.enumType('RunOutcome', {
  description: 'How a run may end.',
  values: ['FINISHED', 'FAILED', 'CANCELED'] as const,
});
export { RunOutcomeType };

export interface Progress {
  readonly fraction: number;
  readonly epoch?: number | null;
  readonly epochs?: number | null;
  readonly step?: number | null;
  readonly etaMs?: number | null;
  readonly message?: string | null;
}

const ProgressType = builder.objectRef<Progress>('Progress').implement({
  description: 'How far a run has come.',
  fields: (t) => ({
    fraction: t.exposeFloat('fraction', { description: 'From 0 to 1.' }),
    epoch: t.exposeInt('epoch', { nullable: true }),
    epochs: t.exposeInt('epochs', { nullable: true }),
    step: t.exposeInt('step', { nullable: true }),
    etaMs: t.exposeFloat('etaMs', { nullable: true, description: 'Milliseconds still to go, as far as can be told.' }),
    message: t.exposeString('message', { nullable: true }),
  }),
});

export const RunType = builder.prismaNode('Run', {
  id: { field: 'id' },
  description: 'One training, or one fusion of trained models, with everything that was logged of it.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its number in the project, as in #42.' }),
    name: t.exposeString('name'),
    kind: t.expose('kind', { type: RunKindType }),
    status: t.expose('status', { type: RunStatusType }),
    project: t.relation('project'),
    createdBy: t.exposeString('createdBy', { description: 'Name of the person or key that made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    durationMs: t.float({
      nullable: true,
      description: 'From start to end, or until now while it runs.',
      select: { startedAt: true, finishedAt: true },
      resolve: ({ startedAt, finishedAt }, _args, { app }) =>
        startedAt && Math.max(0, (finishedAt ?? app.now()).getTime() - startedAt.getTime()),
    }),
    heartbeatAt: t.expose('heartbeatAt', { type: 'DateTime', nullable: true, description: 'Last sign of life.' }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true, description: 'Since when it is put aside.' }),
    deletedAt: t.expose('deletedAt', { type: 'DateTime', nullable: true, description: 'Since when it is in the trash.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it failed or was stopped, in one line.' }),
    params: t.expose('params', { type: 'JSON', description: 'What it was run with, nested as it was given.' }),
    tags: t.exposeStringList('tags'),
    note: t.exposeString('note'),
    backend: t.exposeString('backend', { nullable: true, description: 'Which backend it ran on, such as tensorflow or wasm.' }),
    reproducibility: t.expose('reproducibility', {
      type: 'JSON',
      description: 'Seed, versions, hardware, command: what it takes to run it again.',
    }),
    view: t.string({
      nullable: true,
      description: 'The view of the dataset it was trained on.',
      select: { config: true },
      resolve: ({ config }) => textIn(config, 'view'),
    }),
    seed: t.exposeInt('seed', { nullable: true }),
    fold: t.exposeInt('fold', { nullable: true }),
    attempt: t.exposeInt('attempt', { description: 'How many times an agent has begun it.' }),
    parameters: t.float({
      nullable: true,
      description: 'Numbers in the model that training sets.',
      select: { parameters: true },
      resolve: ({ parameters }) => (parameters === null ? null : Number(parameters)),
    }),
    progress: t.field({
      type: ProgressType,
      nullable: true,
      select: { progress: true },
      resolve: ({ progress }) => progress as unknown as Progress | null,
    }),
    parent: t.relation('parent', { nullable: true }),
  }),
});

builder.prismaObjectField('Project', 'run', (t) =>
  t.prismaField({
    type: 'Run',
    nullable: true,
    description: 'The run with this number.',
    args: { number: t.arg.int({ required: true }) },
    resolve: (query, { id }, { number }, { db }) =>
      db.run.findUnique({ ...query, where: { projectId_number: { projectId: id, number }, deletedAt: null } }),
  }),
);

const ProjectCounts = builder.objectRef<Counts>('ProjectCounts').implement({
  description: 'How many there are of what a project holds.',
  fields: (t) => ({
    runs: t.exposeInt('runs', { description: 'Fusions included.' }),
    fusions: t.exposeInt('fusions'),
    datasets: t.exposeInt('datasets'),
    queued: t.exposeInt('queued', { description: 'Runs that wait for an agent.' }),
  }),
});

builder.prismaObjectField('Project', 'counts', (t) =>
  t.field({ type: ProjectCounts, select: { id: true }, resolve: ({ id }, _args, context) => countsOf(context, id) }),
);

builder.queryField('run', (t) =>
  t.prismaField({
    type: 'Run',
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { db }) => db.run.findUnique({ ...query, where: { id: rowId('Run', id), deletedAt: null } }),
  }),
);

const StartRunInput = builder.inputType('StartRunInput', {
  fields: (t) => ({
    project: t.id({ required: true }),
    name: t.string(),
    kind: t.field({ type: RunKindType, required: true, defaultValue: 'EXTERNAL' }),
    params: t.field({ type: 'JSON' }),
    tags: t.stringList(),
    split: t.id({ description: 'The split it trains and predicts on; needed to compare and fuse it.' }),
    reproducibility: t.field({ type: 'JSON' }),
    idempotencyKey: t.string(),
  }),
});

export const ProgressInput = builder.inputType('ProgressInput', {
  fields: (t) => ({
    fraction: t.float({ required: true }),
    epoch: t.int(),
    epochs: t.int(),
    step: t.int(),
    etaMs: t.float(),
    message: t.string(),
  }),
});

const UpdateRunInput = builder.inputType('UpdateRunInput', {
  description:
    'What is left out stays. Params are laid into those that are there: the same value again changes nothing, another one is a conflict unless it is a correction. Reproducibility is laid over what is there.',
  fields: (t) => ({
    run: t.id({ required: true }),
    name: t.string(),
    note: t.string(),
    tags: t.stringList({ description: 'All of them: what is missing is taken away.' }),
    params: t.field({ type: 'JSON' }),
    correct: t.boolean({
      description: 'Other values for known params are meant. Each is kept with who, when, from and to: see Run.corrections.',
    }),
    backend: t.string(),
    reproducibility: t.field({ type: 'JSON' }),
    parameters: t.float(),
    progress: t.field({ type: ProgressInput }),
  }),
});

const FinishRunInput = builder.inputType('FinishRunInput', {
  fields: (t) => ({
    run: t.id({ required: true }),
    outcome: t.field({ type: RunOutcomeType, required: true, defaultValue: 'FINISHED' }),
    reason: t.string(),
  }),
});

builder.mutationFields((t) => ({
  startRun: t.prismaField({
    type: 'Run',
    description: 'Starts a run that trains elsewhere and logs itself.',
    args: { input: t.arg({ type: StartRunInput, required: true }) },
    resolve: async (query, _root, { input }, context) => {
      const { project, split, ...given } = input;
      const id = await startRun(inTeam(context), {
        ...given,
        projectId: rowId('Project', project),
        ...(split != null && { splitId: rowId('Split', split) }),
      });
      return context.db.run.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  updateRun: t.prismaField({
    type: 'Run',
    args: { input: t.arg({ type: UpdateRunInput, required: true }) },
    resolve: async (query, _root, { input: { run, ...change } }, context) => {
      await updateRun(inTeam(context), rowId('Run', run), change);
      return context.db.run.findUniqueOrThrow({ ...query, where: { id: rowId('Run', run) } });
    },
  }),
  finishRun: t.prismaField({
    type: 'Run',
    description: 'Ends a run that was begun with startRun.',
    args: { input: t.arg({ type: FinishRunInput, required: true }) },
    resolve: async (query, _root, { input: { run, outcome, reason } }, context) => {
      await finishRun(inTeam(context), rowId('Run', run), outcome, reason);
      return context.db.run.findUniqueOrThrow({ ...query, where: { id: rowId('Run', run) } });
    },
  }),
  heartbeatRun: t.boolean({
    description:
      'A sign of life of a run that was begun with startRun, with the promise of the next one. A run of which nothing is heard for so long is CRASHED, until it speaks again. False: the run is over, and its program may stop.',
    args: {
      run: t.arg.id({ required: true }),
      silenceMs: t.arg.int({ required: true, defaultValue: 45_000, description: 'Milliseconds until the next sign at the latest.' }),
    },
    resolve: (_root, { run, silenceMs }, context) => heartbeatRun(inTeam(context), rowId('Run', run), silenceMs),
  }),
}));

function textIn(json: unknown, key: string): string | null {
  const value = (json as Record<string, unknown>)[key];
  return typeof value === 'string' ? value : null;
}
