import './catalogue-schema.ts';
import './recipe-schema.ts';
import type { LeakageReport } from '@atelier/ml/split';
import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import type { Part } from '../../db/generated/enums.ts';
import { rowId } from '../../ids.ts';
import { newestFirst } from '../../paging.ts';
import { PartType } from '../../parts.ts';
import { ClassCountType } from '../datasets/schema.ts';
import type { Drawn, DrawnPart } from './draw.ts';
import { assignmentIn, createSplit, getSplit, previewSplit, type SplitInput, type StoredOptions } from './service.ts';
import type { Strategy } from './strategy.ts';

const StrategyType = builder.enumType('SplitStrategy', {
  description: 'How samples are dealt to the parts.',
  values: {
    RANDOM: { description: 'Each sample by chance.' },
    STRATIFIED: { description: 'By chance, with the share of each class the same in every part.' },
    GROUPED: { description: 'Whole groups: what belongs together stays on one side.' },
    STRATIFIED_GROUPED: { description: 'Whole groups, with the share of each class as even as they allow.' },
    TIME: { description: 'The past trains, the future tests.' },
    K_FOLD: { description: 'Every sample is tested once, in one of k folds.' },
    STRATIFIED_K_FOLD: { description: 'k folds with even shares of the classes.' },
    GROUPED_K_FOLD: { description: 'k folds of whole groups.' },
    STRATIFIED_GROUPED_K_FOLD: { description: 'k folds of whole groups, with shares of the classes as even as they allow.' },
    LEAVE_ONE_OUT: { description: 'As many folds as samples.' },
    LEAVE_ONE_GROUP_OUT: { description: 'As many folds as groups.' },
    NESTED: { description: 'k folds, with folds of its own in each: those choose among models, the outer ones judge the choice.' },
    STRATIFIED_NESTED: { description: 'The same with even shares of the classes.' },
    GROUPED_NESTED: { description: 'The same with whole groups.' },
  } as const satisfies Record<Strategy, object>,
});

type ShownPart = DrawnPart & { readonly names: readonly string[] };

const PartSummaryType = builder.objectRef<ShownPart>('PartSummary').implement({
  description: 'One part of a split, or of its first fold.',
  fields: (t) => ({
    part: t.field({ type: PartType, resolve: ({ part }) => part.toUpperCase() as Part }),
    samples: t.exposeInt('samples'),
    classes: t.field({
      type: [ClassCountType],
      resolve: ({ counts, names }) => counts.map((count, code) => ({ name: names[code], count })),
    }),
    groups: t.int({
      nullable: true,
      description: 'How many different groups; null where samples have none.',
      resolve: ({ groups }) => groups ?? null,
    }),
  }),
});

const LeakageFindingType = builder.objectRef<LeakageReport['findings'][number]>('LeakageFinding').implement({
  description: 'One way in which the test part is known to training.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'Such as exact-duplicate, near-duplicate, group-overlap.' }),
    severity: t.exposeString('severity', { description: 'error: the score will be too good; warning: have a look.' }),
    message: t.exposeString('message'),
    count: t.exposeInt('count', { description: 'How many samples it touches.' }),
    rows: t.field({
      type: t.listRef(t.listRef('Int')),
      description: 'The first few of them: rows that belong together.',
      resolve: ({ rows }) => rows.map((set) => [...set]),
    }),
  }),
});

const LeakageReportType = builder.objectRef<LeakageReport>('LeakageReport').implement({
  description: 'Whether the test part is known to training in any way that can be checked.',
  fields: (t) => ({
    verdict: t.exposeString('verdict', { description: 'In one sentence.' }),
    clean: t.exposeBoolean('clean'),
    findings: t.field({ type: [LeakageFindingType], resolve: ({ findings }) => [...findings] }),
  }),
});

export const SplitType = builder.prismaNode('Split', {
  id: { field: 'id' },
  description: 'Which samples of a dataset version train, validate and test. Immutable; the same input and seed give the same split.',
  fields: (t) => ({
    name: t.exposeString('name'),
    version: t.relation('version'),
    strategy: t.field({ type: StrategyType, select: { strategy: true }, resolve: ({ strategy }) => strategy as Strategy }),
    seed: t.exposeInt('seed'),
    fractions: t.field({
      type: 'JSON',
      description: 'Shares of train, validation and test that were asked for.',
      select: { options: true },
      resolve: ({ options }) => stored(options).fractions,
    }),
    groupBy: t.string({
      nullable: true,
      description: 'The column that says which samples belong together.',
      select: { options: true },
      resolve: ({ options }) => stored(options).groupBy,
    }),
    stratifyBy: t.string({
      nullable: true,
      description: 'The column whose shares are even; null: the label.',
      select: { options: true },
      resolve: ({ options }) => stored(options).stratifyBy,
    }),
    folds: t.exposeInt('folds', { nullable: true, description: 'How many folds, repeats included; null for a holdout.' }),
    innerFolds: t.int({
      nullable: true,
      description: 'Of a nested split: in how many folds each fold chooses among models; null for any other.',
      select: { options: true },
      resolve: ({ options }) => {
        const { protocol, folds } = stored(options).content;
        return protocol === 'nested' ? (folds?.innerCount ?? null) : null;
      },
    }),
    parts: t.field({ type: [PartSummaryType], select: { summary: true }, resolve: ({ summary }) => shownParts(summary) }),
    leakage: t.field({ type: LeakageReportType, select: { leakage: true }, resolve: ({ leakage }) => leakage as unknown as LeakageReport }),
    hash: t.exposeString('hash', { description: 'SHA-256 of what it holds: equal splits have equal hashes.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    assignment: t.field({
      type: 'U8s',
      description: 'One byte a sample: 0 train, 1 validation, 2 test, 255 unused.',
      args: { fold: t.arg.int({ description: 'Left out: the first.' }) },
      resolve: async ({ id }, { fold }, { db }) => assignmentIn(await db.split.findUniqueOrThrow({ where: { id } }), fold),
    }),
  }),
});

builder.prismaObjectField('Project', 'splits', (t) =>
  t.relatedConnection(
    'splits',
    { cursor: 'id', totalCount: true, description: 'Newest first.', query: newestFirst },
    { name: 'SplitConnection' },
    { name: 'SplitEdge' },
  ),
);

builder.queryFields((t) => ({
  split: t.prismaField({
    type: SplitType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_query, _root, { id }, context) => getSplit(inTeam(context), rowId('Split', id)),
  }),
}));

const CreateSplitInput = builder.inputType('CreateSplitInput', {
  fields: (t) => ({
    version: t.id({ required: true }),
    name: t.string({ description: 'Left out: what it is, in words.' }),
    strategy: t.field({ type: StrategyType, required: true, defaultValue: 'STRATIFIED' }),
    fractions: t.floatList({
      required: true,
      defaultValue: [0.7, 0.15, 0.15],
      description: 'Train, validation, test; they sum to 1. With folds only validation counts.',
    }),
    seed: t.int({ required: true, defaultValue: 1 }),
    groupBy: t.string({ description: 'A metadata column. Left out: the one that the import found.' }),
    stratifyBy: t.string({ description: 'A metadata column. Left out: the label.' }),
    timeColumn: t.string({ description: 'A metadata column. Left out: the one that the import found.' }),
    folds: t.int({ description: 'Left out: 5, where the strategy has folds.' }),
    repeats: t.int({ description: 'How often the folds are drawn anew. Left out: once.' }),
    innerFolds: t.int({ description: 'Of a nested split: inner folds of each fold. Left out: 5.' }),
    idempotencyKey: t.string(),
  }),
});

const SplitPreviewType = builder.objectRef<Drawn>('SplitPreview').implement({
  description: 'What a split would be.',
  fields: (t) => ({
    parts: t.field({ type: [PartSummaryType], resolve: (drawn) => shownParts(drawn) }),
    leakage: t.field({ type: LeakageReportType, resolve: ({ leakage }) => leakage }),
    folds: t.int({ nullable: true, resolve: ({ folds }) => (folds > 1 ? folds : null) }),
    groupBy: t.string({ nullable: true, description: 'The column that would keep samples together.', resolve: ({ groupBy }) => groupBy }),
    timeColumn: t.string({ nullable: true, resolve: ({ timeColumn }) => timeColumn }),
  }),
});

builder.queryField('previewSplit', (t) =>
  t.field({
    type: SplitPreviewType,
    description: 'What createSplit would make of the same input; nothing is kept.',
    args: { input: t.arg({ type: CreateSplitInput, required: true }) },
    resolve: (_root, { input }, context) => previewSplit(inTeam(context), splitInput(input)),
  }),
);

builder.mutationFields((t) => ({
  createSplit: t.prismaField({
    type: SplitType,
    description: 'Draws a split of a dataset version and checks it for leaks.',
    args: { input: t.arg({ type: CreateSplitInput, required: true }) },
    resolve: (_query, _root, { input }, context) => createSplit(inTeam(context), splitInput(input)),
  }),
}));

function splitInput(input: typeof CreateSplitInput.$inferInput): SplitInput {
  return {
    ...input,
    version: rowId('DatasetVersion', input.version),
    name: input.name ?? null,
    groupBy: input.groupBy ?? null,
    stratifyBy: input.stratifyBy ?? null,
    timeColumn: input.timeColumn ?? null,
    folds: input.folds ?? null,
    repeats: input.repeats ?? null,
    innerFolds: input.innerFolds ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
  };
}

function stored(options: unknown): StoredOptions {
  return options as StoredOptions;
}

function shownParts(summary: unknown): ShownPart[] {
  const { parts, classes } = summary as { parts: DrawnPart[]; classes: string[] };
  return parts.map((part) => ({ ...part, names: classes }));
}
