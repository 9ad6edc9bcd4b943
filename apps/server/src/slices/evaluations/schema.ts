import type { ClassCurve, ClassMetrics, EvaluatedMetric, OutputMetrics } from '@atelier/ml/evaluation';
import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import type { Task } from '../../db/generated/enums.ts';
import { rowId } from '../../ids.ts';
import { PartType } from '../../parts.ts';
import { evaluationOf, predictionsOf } from './loaders.ts';
import { foldsOfSamples, groupsOf } from './samples.ts';
import { type Evaluated, recordPredictions, type Recorded } from './service.ts';

export const EvaluatedMetricType = builder.objectRef<EvaluatedMetric>('EvaluatedMetric').implement({
  description:
    'A metric with its 95 % interval, where there is one. Null where it is not defined, such as AUC when a class has no sample: never 0.',
  fields: (t) => ({
    name: t.exposeString('name'),
    value: t.float({ nullable: true, resolve: ({ value }) => defined(value) }),
    low: t.float({ nullable: true, resolve: ({ low }) => defined(low) }),
    high: t.float({ nullable: true, resolve: ({ high }) => defined(high) }),
    method: t.string({ nullable: true, description: 'How the interval was computed.', resolve: ({ method }) => method ?? null }),
  }),
});

const ClassMetricsType = builder.objectRef<ClassMetrics>('ClassMetrics').implement({
  description: 'One class against all others.',
  fields: (t) => ({
    name: t.exposeString('name'),
    support: t.exposeInt('support', { description: 'Samples that are of this class.' }),
    precision: t.float({ nullable: true, resolve: ({ precision }) => defined(precision) }),
    recall: t.float({ nullable: true, resolve: ({ recall }) => defined(recall) }),
    f1: t.float({ nullable: true, resolve: ({ f1 }) => defined(f1) }),
    auc: t.float({ nullable: true, resolve: ({ auc }) => defined(auc) }),
    averagePrecision: t.float({ nullable: true, resolve: ({ averagePrecision }) => defined(averagePrecision) }),
  }),
});

const OutputMetricsType = builder.objectRef<OutputMetrics>('OutputMetrics').implement({
  description: 'One output of a regression by itself; errors are in its unit.',
  fields: (t) => ({
    name: t.exposeString('name'),
    rmse: t.float({ nullable: true, resolve: ({ rmse }) => defined(rmse) }),
    mae: t.float({ nullable: true, resolve: ({ mae }) => defined(mae) }),
    maxError: t.float({ nullable: true, resolve: ({ maxError }) => defined(maxError) }),
    r2: t.float({ nullable: true, description: 'Null when the truth does not vary.', resolve: ({ r2 }) => defined(r2) }),
    correlation: t.float({ nullable: true, description: 'Pearson’s.', resolve: ({ correlation }) => defined(correlation) }),
  }),
});

const ClassCurveType = builder.objectRef<ClassCurve>('ClassCurve').implement({
  description: 'A curve of one class, of one output, or of the mean over classes (macro).',
  fields: (t) => ({
    name: t.exposeString('name'),
    x: t.field({ type: 'F64s', resolve: ({ x }) => doubles(x) }),
    y: t.field({ type: 'F64s', resolve: ({ y }) => doubles(y) }),
  }),
});

export const EvaluationType = builder.objectRef<Pick<Evaluated, 'part' | 'result'>>('Evaluation').implement({
  description: 'Computed from predictions by the metrics package; never typed in by hand.',
  fields: (t) => ({
    part: t.expose('part', { type: PartType }),
    samples: t.int({ resolve: ({ result }) => result.samples }),
    classes: t.stringList({ resolve: ({ result }) => [...result.classes] }),
    metrics: t.field({ type: [EvaluatedMetricType], resolve: ({ result }) => [...result.metrics] }),
    metric: t.field({
      type: EvaluatedMetricType,
      nullable: true,
      args: { name: t.arg.string({ required: true, description: 'Such as accuracy, macro_f1, auc.' }) },
      resolve: ({ result }, { name }) => result.metrics.find((metric) => metric.name === name) ?? null,
    }),
    perClass: t.field({ type: [ClassMetricsType], resolve: ({ result }) => [...result.perClass] }),
    confusion: t.field({
      type: t.listRef(t.listRef('Int')),
      description: 'Row: true class; column: called class.',
      resolve: ({ result }) => result.confusion.map((row) => [...row]),
    }),
    roc: t.field({
      type: [ClassCurveType],
      description: 'x: false positive rate; y: true positive rate.',
      resolve: ({ result }) => [...result.roc],
    }),
    precisionRecall: t.field({
      type: [ClassCurveType],
      description: 'x: recall; y: precision.',
      resolve: ({ result }) => [...result.precisionRecall],
    }),
    calibration: t.field({
      type: [ClassCurveType],
      description: 'x: mean predicted probability of a bin; y: how often it came true.',
      resolve: ({ result }) => [...result.calibration],
    }),
    perOutput: t.field({
      type: [OutputMetricsType],
      description: 'Regression: one entry per output.',
      // What was evaluated before there was regression has none of the three.
      resolve: ({ result }) => [...(result.perOutput ?? [])],
    }),
    scatter: t.field({
      type: [ClassCurveType],
      description: 'Regression, per output: x is true, y is predicted. At most 1,000 samples, the worst ones among them.',
      resolve: ({ result }) => [...(result.scatter ?? [])],
    }),
    residuals: t.field({
      type: [ClassCurveType],
      description: 'Regression, per output: x is the middle of a bin of predicted less true, y the samples in it.',
      resolve: ({ result }) => [...(result.residuals ?? [])],
    }),
    computedWith: t.string({
      description: 'The package that computed it, with its version.',
      resolve: ({ result }) => result.computedWith,
    }),
  }),
});

const TaskType = builder.enumType('Task', {
  description: 'What predictions say of a sample.',
  values: {
    BINARY: { description: 'One of two classes.' },
    MULTICLASS: { description: 'One of several classes.' },
    MULTILABEL: { description: 'Any of several labels.' },
    REGRESSION: { description: 'Numbers.' },
  } as const,
});

const PredictionsType = builder.objectRef<Recorded>('Predictions').implement({
  description: 'What one run predicted of one part: the record from which everything evaluated is computed.',
  fields: (t) => ({
    part: t.expose('part', { type: PartType }),
    task: t.field({ type: TaskType, resolve: ({ predictions }) => predictions.task.toUpperCase() as Task }),
    samples: t.int({ resolve: ({ predictions }) => predictions.ids.length }),
    classes: t.stringList({
      description: 'Classes or labels; none for numbers.',
      resolve: ({ predictions }) => (predictions.task === 'regression' ? [] : [...predictions.classes]),
    }),
    outputs: t.stringList({
      description: 'Names of the numbers; none for classes and labels.',
      resolve: ({ predictions }) => (predictions.task === 'regression' ? [...(predictions.names ?? [])] : []),
    }),
    sampleIds: t.stringList({ resolve: ({ predictions }) => [...predictions.ids] }),
    rows: t.field({ type: 'I32s', description: 'Rows of the dataset version; empty when unknown.', resolve: ({ rows }) => rows }),
    groups: t.field({
      type: 'I32s',
      description: 'A number for the group of each sample: those of one group are no independent evidence. Empty where each stands alone.',
      resolve: (recorded, _args, context) => groupsOf(context, recorded),
    }),
    folds: t.field({
      type: 'I32s',
      description: 'Of a run over all folds of its split: the fold that each sample was tested in, from 0. Empty for any other.',
      resolve: (recorded, _args, context) => foldsOfSamples(context, recorded),
    }),
    scores: t.field({
      type: 'F32s',
      description: 'Probabilities [samples, classes], or predicted numbers [samples, outputs], row by row.',
      resolve: ({ predictions }) => predictions.scores,
    }),
    truth: t.field({
      type: 'I32s',
      description: 'Indices into classes; empty unless each sample has one class.',
      resolve: ({ predictions: { task, truth } }) =>
        task === 'binary' || task === 'multiclass' ? (truth as Int32Array) : new Int32Array(0),
    }),
    labels: t.field({
      type: 'U8s',
      description: '0 or 1, [samples, classes], row by row; empty unless each sample has any number of labels.',
      resolve: ({ predictions: { task, truth } }) => (task === 'multilabel' ? (truth as Uint8Array) : new Uint8Array(0)),
    }),
    values: t.field({
      type: 'F64s',
      description: 'True numbers, [samples, outputs], row by row; empty unless they are what is predicted.',
      resolve: ({ predictions: { task, truth } }) => (task === 'regression' ? (truth as Float64Array) : new Float64Array(0)),
    }),
  }),
});

builder.prismaObjectFields('Run', (t) => ({
  evaluation: t.field({
    type: EvaluationType,
    nullable: true,
    description: 'How good its predictions of a part are.',
    select: { id: true },
    args: { part: t.arg({ type: PartType, required: true, defaultValue: 'TEST' }) },
    resolve: ({ id }, { part }, context) => evaluationOf(context, id, part),
  }),
  predictions: t.field({
    type: PredictionsType,
    nullable: true,
    select: { id: true },
    args: { part: t.arg({ type: PartType, required: true, defaultValue: 'TEST' }) },
    resolve: ({ id }, { part }, context) => predictionsOf(context, id, part),
  }),
}));

const RecordPredictionsInput = builder.inputType('RecordPredictionsInput', {
  description: 'What is true comes as one of truth, labels and values, which says what is predicted.',
  fields: (t) => ({
    run: t.id({ required: true }),
    part: t.field({ type: PartType, required: true }),
    fold: t.int({
      description: 'Of a run over all folds of its split: which one. When all are in, they are pooled and evaluated together.',
    }),
    classes: t.stringList({ description: 'What the columns of scores are: classes or labels.' }),
    outputs: t.stringList({ description: 'What the columns are called when they are numbers; left out: one, called value.' }),
    sampleIds: t.stringList({ description: 'Left out: the rows, or the samples are counted.' }),
    rows: t.field({ type: 'I32s', description: 'Rows of the dataset version.' }),
    scores: t.field({
      type: 'F32s',
      required: true,
      description:
        'Probabilities [samples, classes] or numbers [samples, outputs], row by row; of two classes the second one’s alone will do.',
    }),
    truth: t.field({ type: 'I32s', description: 'Each sample is of one class: its index in classes.' }),
    labels: t.field({ type: 'U8s', description: 'Each sample has any number of labels: 0 or 1, [samples, classes].' }),
    values: t.field({ type: 'F64s', description: 'Numbers are predicted: the true ones, [samples, outputs].' }),
  }),
});

builder.mutationField('recordPredictions', (t) =>
  t.field({
    type: EvaluationType,
    description:
      'Stores what a run predicted of one part, and evaluates it. The same again is acknowledged; other predictions of the part are a conflict.',
    args: { input: t.arg({ type: RecordPredictionsInput, required: true }) },
    resolve: (_root, { input: { run, ...given } }, context) => recordPredictions(inTeam(context), { ...given, runId: rowId('Run', run) }),
  }),
);

// What is not defined is NaN in the package and null in JSON.
function defined(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : value;
}

function doubles(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}
