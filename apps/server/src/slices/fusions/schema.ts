import './derived-schema.ts';
import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { rowId } from '../../ids.ts';
import { PartType } from '../../parts.ts';
import { EvaluatedMetricType, EvaluationType } from '../evaluations/schema.ts';
import type { METHODS } from './input.ts';
import { fusionOf, runsAt } from './loaders.ts';
import {
  type FusionResult,
  type FusionRow,
  fuseRuns,
  previewFusion,
  type Suggestion,
  suggestFusion,
  type WeightSource,
} from './service.ts';

export const FusionMethodType = builder.enumType('FusionMethod', {
  description: 'How several models’ predictions become one.',
  values: {
    MEAN: { description: 'The mean of their scores.' },
    WEIGHTED: { description: 'The weighted mean of their scores.' },
    GEOMETRIC: { description: 'The weighted mean of the logarithms of their scores.' },
    RANK: { description: 'The weighted mean of how high each places a sample for a class.' },
    VOTE: { description: 'The class that most of them call, by weight.' },
    STACK: { description: 'A logistic regression on their scores, fitted on the validation part.' },
  } as const satisfies Record<(typeof METHODS)[number], object>,
});

const WeightSourceType = builder.enumType('WeightSource', {
  description: 'Where the weights of a fusion come from. Never from the test part.',
  values: {
    HAND: { description: 'Somebody chose them.' },
    VALIDATION: { description: 'Searched on the validation part.' },
    FOLDS: { description: 'Of runs over folds: those of each fold searched on all other folds; shown are those of all together.' },
    EQUAL: { description: 'All alike.' },
  } as const,
});

const FusionMemberType = builder.objectRef<FusionRow['members'][number]>('FusionMember').implement({
  description: 'A run that a fusion combines, and how much it counts.',
  fields: (t) => ({
    run: t.prismaField({
      type: 'Run',
      resolve: async (query, { memberRunId }, _args, context, info) => {
        const [run] = await runsAt(context, info, query, [memberRunId]);
        if (!run) throw notFound('Run');
        return run;
      },
    }),
    weight: t.exposeFloat('weight'),
  }),
});

const FusionType = builder.objectRef<FusionRow>('Fusion').implement({
  description: 'How a run combines the predictions of its members.',
  fields: (t) => ({
    method: t.field({ type: FusionMethodType, resolve: ({ method }) => method as (typeof METHODS)[number] }),
    weightSource: t.field({ type: WeightSourceType, resolve: ({ weightSource }) => weightSource as WeightSource }),
    metric: t.exposeString('metric', { description: 'What the weights were searched by, and the gain is told in.' }),
    members: t.field({ type: [FusionMemberType], resolve: ({ members }) => members }),
    gain: t.field({
      type: EvaluatedMetricType,
      nullable: true,
      description: 'How much better it is than its best member on the test part, with the paired 95 % interval.',
      resolve: ({ result }) => resultOf(result).gain,
    }),
    gainOver: t.prismaField({
      type: 'Run',
      nullable: true,
      description: 'The best member.',
      resolve: async (query, { result }, _args, context, info) => {
        const { overRunId } = resultOf(result);
        return overRunId === null ? null : (await runsAt(context, info, query, [overRunId]))[0]!;
      },
    }),
    words: t.string({ description: 'The gain in plain words.', resolve: ({ result }) => resultOf(result).words }),
  }),
});

builder.prismaObjectFields('Run', (t) => ({
  fusion: t.field({
    type: FusionType,
    nullable: true,
    description: 'How it combines its members, if it is a fusion.',
    select: { id: true },
    resolve: ({ id }, _args, context) => fusionOf(context, id),
  }),
  members: t.prismaField({
    type: ['Run'],
    description: 'The runs that it combines, in order; none for a run that is no fusion.',
    select: { id: true },
    resolve: async (query, { id }, _args, context, info) => {
      const ids = (await fusionOf(context, id))?.members.map(({ memberRunId }) => memberRunId) ?? [];
      return (await runsAt(context, info, query, ids)).filter((run) => run !== null);
    },
  }),
}));

const FusionPointType = builder.objectRef<Suggestion['curve'][number]>('FusionPoint').implement({
  description: 'What the fusion of two members is worth at one weight of the first.',
  fields: (t) => ({
    weight: t.exposeFloat('weight'),
    validation: t.exposeFloat('validation', { nullable: true }),
    test: t.exposeFloat('test', { nullable: true, description: 'Shown, never chosen by.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'Bounds of the 95 % interval on the test part, for accuracy.' }),
    high: t.exposeFloat('high', { nullable: true }),
  }),
});

const FusionSuggestionType = builder.objectRef<Suggestion>('FusionSuggestion').implement({
  description: 'Weights found by search on the validation part.',
  fields: (t) => ({
    weights: t.floatList({ description: 'One per member, summing to 1.', resolve: ({ weights }) => [...weights] }),
    value: t.exposeFloat('value', { nullable: true, description: 'The metric on the validation part at these weights.' }),
    metric: t.exposeString('metric'),
    curve: t.field({
      type: [FusionPointType],
      description: 'Two members: the metric at each weight of the first, on validation and on test.',
      resolve: ({ curve }) => [...curve],
    }),
  }),
});

const FusionMemberInput = builder.inputType('FusionMemberInput', {
  fields: (t) => ({
    run: t.id({ required: true }),
    weight: t.float({ description: 'At least 0; they are made to sum to 1. Left out of all: all alike.' }),
  }),
});

const FuseRunsInput = builder.inputType('FuseRunsInput', {
  fields: (t) => ({
    project: t.id({ required: true }),
    name: t.string(),
    members: t.field({ type: [FusionMemberInput], required: true }),
    method: t.field({ type: FusionMethodType, required: true, defaultValue: 'WEIGHTED' }),
    weightSource: t.field({ type: WeightSourceType, required: true, defaultValue: 'HAND' }),
    metric: t.string({ description: 'Left out: accuracy, or for numbers rmse.' }),
    idempotencyKey: t.string(),
  }),
});

builder.queryFields((t) => ({
  suggestFusion: t.field({
    type: FusionSuggestionType,
    description: 'Weights by search on the validation part; of runs over folds, on their out-of-fold predictions.',
    args: {
      runs: t.arg.idList({ required: true }),
      metric: t.arg.string({ description: 'Left out: accuracy, or for numbers rmse.' }),
      method: t.arg({ type: FusionMethodType, required: true, defaultValue: 'WEIGHTED' }),
    },
    resolve: (_root, { runs, metric, method }, context) =>
      suggestFusion(
        inTeam(context),
        runs.map((id) => rowId('Run', id)),
        metric,
        method,
      ),
  }),
  previewFusion: t.field({
    type: EvaluationType,
    description: 'The server’s own evaluation of a fusion that is not published: the check on what a browser computed.',
    args: {
      members: t.arg({ type: [FusionMemberInput], required: true }),
      method: t.arg({ type: FusionMethodType, required: true, defaultValue: 'WEIGHTED' }),
      weightSource: t.arg({
        type: WeightSourceType,
        required: true,
        defaultValue: 'HAND',
        description: 'By FOLDS, the weights of the members are chosen here, and so they are by VALIDATION.',
      }),
      metric: t.arg.string({ description: 'What weights are chosen by. Left out: accuracy, or for numbers rmse.' }),
      part: t.arg({ type: PartType, required: true, defaultValue: 'TEST' }),
    },
    resolve: (_root, { members, part, ...weighing }, context) =>
      previewFusion(
        inTeam(context),
        { ...weighing, members: members.map(({ run, weight }) => ({ runId: rowId('Run', run), weight })) },
        part,
      ),
  }),
}));

builder.mutationField('fuseRuns', (t) =>
  t.prismaField({
    type: 'Run',
    description: 'Publishes a fusion as a run of its own, evaluated like any other.',
    args: { input: t.arg({ type: FuseRunsInput, required: true }) },
    resolve: async (query, _root, { input: { project, members, ...given } }, context) => {
      const id = await fuseRuns(inTeam(context), {
        ...given,
        projectId: rowId('Project', project),
        members: members.map(({ run, weight }) => ({ runId: rowId('Run', run), weight })),
      });
      return context.db.run.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
);

function resultOf(result: unknown): FusionResult {
  return result as FusionResult;
}
