// The agents' side of the API.
import { splitToJson } from '@atelier/ml/split';
import { builder } from '../../builder.ts';
import { type Context, inTeam, withTeam } from '../../context.ts';
import { rowId } from '../../ids.ts';
import { isAgent, type Principal } from '../../principal.ts';
import { notFound } from '../../errors.ts';
import { foldsIn } from '../evaluations/service.ts';
import { ProgressInput, RunOutcomeType } from '../runs/schema.ts';
import { drawnSplit } from '../splits/service.ts';
import type { Claimed } from './queue.ts';
import { LEASE_MS } from './rules.ts';
import { LaunchType } from './schema.ts';
import { claimLaunch, type EvaluationConfig, finishLaunch, heartbeat, type LaunchConfig, registerAgent, worksOf } from './service.ts';

type AttemptPrincipal = Extract<Principal, { kind: 'attempt' }>;

const AttemptType = builder.objectRef<AttemptPrincipal>('Attempt').implement({
  description: 'What a claimed launch is made of; only the token of the attempt can read it.',
});

const AttemptEvaluationType = builder.objectRef<AttemptPrincipal>('AttemptEvaluation').implement({
  description: 'A trained model, or those of all folds, and the works to test it on.',
});

builder.objectFields(AttemptEvaluationType, (t) => ({
  models: t.prismaField({
    type: ['File'],
    description: 'As packages/ml keeps trained models.',
    resolve: async (query, { runId }, _args, { db }) => {
      const parts = { kind: 'model', run: { children: { some: { id: runId } } } };
      const artifacts = await db.artifact.findMany({ where: parts, orderBy: { id: 'asc' }, select: { fileId: true } });
      return db.file.findMany({ ...query, where: { id: { in: artifacts.map(({ fileId }) => fileId) } }, orderBy: { id: 'asc' } });
    },
  }),
  assignment: t.field({
    type: 'U8s',
    description: 'One byte a sample of the dataset version: 2 test, 255 unused.',
    resolve: async ({ runId, teamId }, _args, context) =>
      (await worksOf(inTeam(withTeam(context, { id: teamId, level: undefined })), runId)).assignment,
  }),
}));

builder.objectFields(AttemptType, (t) => ({
  launch: t.prismaField({
    type: 'Launch',
    resolve: (query, { launchId }, _args, { db }) => db.launch.findUniqueOrThrow({ ...query, where: { id: launchId } }),
  }),
  run: t.prismaField({
    type: 'Run',
    resolve: (query, { runId }, _args, { db }) => db.run.findUniqueOrThrow({ ...query, where: { id: runId } }),
  }),
  version: t.prismaField({
    type: 'DatasetVersion',
    resolve: (query, { runId }, _args, { db }) =>
      db.datasetVersion.findFirstOrThrow({ ...query, where: { runs: { some: { id: runId } } } }),
  }),
  split: t.prismaField({
    type: 'Split',
    nullable: true,
    resolve: (query, { runId }, _args, { db }) => db.split.findFirst({ ...query, where: { runs: { some: { id: runId } } } }),
  }),
  splitContent: t.field({
    type: 'JSON',
    nullable: true,
    description: 'The split with all its folds, as packages/ml takes it.',
    resolve: async ({ runId }, _args, { db }) => {
      const split = await db.split.findFirst({ where: { runs: { some: { id: runId } } } });
      return split && splitToJson(drawnSplit(split));
    },
  }),
  foldsIn: t.intList({
    description: 'Folds of which everything is in already, from earlier attempts: these are not trained again.',
    resolve: ({ runId }, _args, context) => foldsIn(context, runId),
  }),
  view: t.string({ resolve: async (attempt, _args, context) => (await configOf(attempt, context)).view }),
  recipeSteps: t.field({
    type: 'JSON',
    nullable: true,
    resolve: async (attempt, _args, context) => (await trainingOf(attempt, context))?.recipeSteps ?? null,
  }),
  model: t.field({
    type: 'JSON',
    nullable: true,
    description: 'As packages/ml takes it; null when nothing is trained.',
    resolve: async (attempt, _args, context) => (await trainingOf(attempt, context))?.model ?? null,
  }),
  training: t.field({
    type: 'JSON',
    nullable: true,
    description: 'As packages/ml takes it; null when nothing is trained.',
    resolve: async (attempt, _args, context) => (await trainingOf(attempt, context))?.training ?? null,
  }),
  alternatives: t.field({
    type: 'JSON',
    nullable: true,
    description: 'Models and trainings that inner folds choose among, beside these.',
    resolve: async (attempt, _args, context) => (await trainingOf(attempt, context))?.alternatives ?? null,
  }),
  chooseBy: t.string({
    nullable: true,
    resolve: async (attempt, _args, context) => (await trainingOf(attempt, context))?.chooseBy ?? null,
  }),
  evaluation: t.field({
    type: AttemptEvaluationType,
    nullable: true,
    description: 'Set when nothing is trained and a trained model is tested.',
    resolve: async (attempt, _args, context) => ('isEvaluation' in (await configOf(attempt, context)) ? attempt : null),
  }),
  seed: t.int({
    resolve: async ({ runId }, _args, { db }) =>
      (await db.run.findUniqueOrThrow({ where: { id: runId }, select: { seed: true } })).seed ?? 1,
  }),
  fold: t.int({
    nullable: true,
    resolve: async ({ runId }, _args, { db }) => (await db.run.findUniqueOrThrow({ where: { id: runId }, select: { fold: true } })).fold,
  }),
  backend: t.string({
    description: 'The backend that is wished for, or auto.',
    resolve: async (attempt, _args, context) => (await configOf(attempt, context)).backend,
  }),
  checkpoint: t.prismaField({
    type: 'File',
    nullable: true,
    description: 'The latest checkpoint of an earlier attempt, if any.',
    resolve: async (query, { runId }, _args, { db }) => {
      const artifact = await db.artifact.findFirst({
        where: { runId, kind: 'checkpoint' },
        orderBy: { id: 'desc' },
        select: { fileId: true },
      });
      return artifact && db.file.findUnique({ ...query, where: { id: artifact.fileId } });
    },
  }),
}));

const ClaimedLaunchType = builder.objectRef<Claimed>('ClaimedLaunch').implement({
  description: 'A launch that is the agent’s for as long as it is heard of.',
  fields: (t) => ({
    launch: t.prismaField({
      type: LaunchType,
      resolve: (query, { launchId }, _args, { db }) => db.launch.findUniqueOrThrow({ ...query, where: { id: launchId } }),
    }),
    token: t.exposeString('token', {
      description:
        'Bearer token of this attempt: it reads what the launch needs and writes its run, nothing else, until the lease moves on.',
    }),
    leaseMs: t.int({ description: 'Silence for so long and the launch is given to another agent.', resolve: () => LEASE_MS }),
  }),
});

const HeartbeatType = builder.objectRef<{ cancelRequested: boolean; leaseExpiresAt: Date }>('Heartbeat').implement({
  description: 'What an attempt hears back: whether to stop, and until when it may go on unheard.',
  fields: (t) => ({
    cancelRequested: t.exposeBoolean('cancelRequested', { description: 'Somebody wants it to stop.' }),
    leaseExpiresAt: t.expose('leaseExpiresAt', { type: 'DateTime' }),
  }),
});

const RegisterAgentInput = builder.inputType('RegisterAgentInput', {
  fields: (t) => ({
    name: t.string({ required: true, description: 'The same name is the same agent again.' }),
    backend: t.string({ required: true }),
    hardware: t.field({ type: 'JSON', required: true }),
    versions: t.field({ type: 'JSON', required: true }),
  }),
});

const FinishLaunchInput = builder.inputType('FinishLaunchInput', {
  fields: (t) => ({
    launch: t.id({ required: true }),
    outcome: t.field({ type: RunOutcomeType, required: true }),
    reason: t.string(),
    retry: t.boolean({ description: 'False: do not try again even if attempts are left.' }),
  }),
});

builder.queryField('attempt', (t) =>
  t.field({
    type: AttemptType,
    description: 'What the bearer of an attempt’s token is to do.',
    resolve: (_root, _args, context) => attemptOf(context),
  }),
);

builder.mutationFields((t) => ({
  registerAgent: t.prismaField({
    type: 'Agent',
    description: 'Enters an agent, or the same agent after a restart.',
    args: { input: t.arg({ type: RegisterAgentInput, required: true }) },
    resolve: async (query, _root, { input }, context) => {
      const id = await registerAgent(context, agentKeyOf(context), input);
      return context.db.agent.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  claimLaunch: t.field({
    type: ClaimedLaunchType,
    nullable: true,
    description: 'Takes the next launch, waiting up to waitMs (at most 30 s) for one.',
    args: { agent: t.arg.id({ required: true }), waitMs: t.arg.int({ required: true, defaultValue: 0 }) },
    resolve: (_root, { agent, waitMs }, context) => claimLaunch(context, agentKeyOf(context), rowId('Agent', agent), waitMs),
  }),
  heartbeatLaunch: t.field({
    type: HeartbeatType,
    description: 'Says that the attempt is alive, and how far it has come. At least every 10 s.',
    args: { launch: t.arg.id({ required: true }), progress: t.arg({ type: ProgressInput }) },
    resolve: (_root, { launch, progress }, context) => heartbeat(inTeam(context), attemptAt(context, launch), progress),
  }),
  finishLaunch: t.prismaField({
    type: 'Launch',
    description: 'Ends the attempt.',
    args: { input: t.arg({ type: FinishLaunchInput, required: true }) },
    resolve: async (query, _root, { input: { launch, outcome, reason, retry } }, context) => {
      await finishLaunch(context, attemptAt(context, launch), { outcome, reason, retry: retry ?? true });
      return context.db.launch.findUniqueOrThrow({ ...query, where: { id: rowId('Launch', launch) } });
    },
  }),
}));

async function configOf({ runId }: AttemptPrincipal, { db }: Context): Promise<LaunchConfig | EvaluationConfig> {
  const { config } = await db.run.findUniqueOrThrow({ where: { id: runId }, select: { config: true } });
  return config as unknown as LaunchConfig | EvaluationConfig;
}

async function trainingOf(attempt: AttemptPrincipal, context: Context): Promise<LaunchConfig | null> {
  const config = await configOf(attempt, context);
  return 'isEvaluation' in config ? null : config;
}

function attemptOf({ viewer }: Context): AttemptPrincipal {
  if (viewer.kind !== 'attempt') throw new Error('Policy admits attempts alone');
  return viewer;
}

function attemptAt(context: Context, launch: string): AttemptPrincipal {
  const attempt = attemptOf(context);
  if (attempt.launchId !== rowId('Launch', launch)) throw notFound('Launch');
  return attempt;
}

function agentKeyOf({ viewer }: Context) {
  if (!isAgent(viewer)) throw new Error('Policy admits agents alone');
  return viewer;
}
