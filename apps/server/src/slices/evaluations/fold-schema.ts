import type { EvaluatedMetric, FoldScore } from '@atelier/ml/evaluation';
import { builder } from '../../builder.ts';
import { PartType } from '../../parts.ts';
import { type FoldsOfRun, gathered } from './folds.ts';
import { foldScoresOf } from './loaders.ts';
import { EvaluatedMetricType } from './schema.ts';

const FoldScoreType = builder.objectRef<FoldScore>('FoldScore').implement({
  description: 'What the model of one fold is worth on the samples that it has not seen.',
  fields: (t) => ({
    fold: t.exposeInt('fold', { description: 'From 0.' }),
    samples: t.exposeInt('samples', { description: 'How many it was tested on.' }),
    metrics: t.field({ type: [EvaluatedMetricType], resolve: ({ metrics }): EvaluatedMetric[] => [...metrics] }),
  }),
});

const CrossValidationType = builder.objectRef<FoldsOfRun>('CrossValidation').implement({
  description: 'The folds of a run that trains all of them. What they predicted together is the evaluation of the run.',
  fields: (t) => ({
    folds: t.exposeInt('folds', { description: 'How many there are, repeats included.' }),
    done: t.int({ description: 'How many are in.', resolve: ({ scores }) => scores.length }),
    scores: t.field({
      type: [FoldScoreType],
      description: 'Of the folds that are in, in their order.',
      resolve: ({ scores }) => [...scores],
    }),
    mean: t.field({
      type: [EvaluatedMetricType],
      nullable: true,
      description:
        'Mean of each metric over the folds, with an interval that allows for the training data they share (Nadeau and Bengio, 2003). Null until all folds are in.',
      resolve: ({ mean }) => mean && [...mean],
    }),
  }),
});

builder.prismaObjectField('Run', 'crossValidation', (t) =>
  t.field({
    type: CrossValidationType,
    nullable: true,
    description: 'Its folds, if it trains all folds of its split.',
    select: { id: true, kind: true, fold: true, split: { select: { folds: true, summary: true } } },
    args: { part: t.arg({ type: PartType, required: true, defaultValue: 'TEST' }) },
    resolve: async ({ id, kind, fold, split }, { part }, context) => {
      // A fusion is of predictions that were pooled before, and a test elsewhere has no folds.
      if (kind === 'FUSION' || kind === 'EVALUATION' || fold !== null || !split || split.folds === null) return null;
      const { folds, summary } = split;
      return gathered(await foldScoresOf(context, id, part), { folds, summary });
    },
  }),
);
