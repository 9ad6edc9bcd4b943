import type { ClassCurve, ClassMetrics, EvaluatedMetric } from '@atelier/ml/evaluation';
import { builder } from '../../builder.ts';
import { inTeam } from '../../context.ts';
import { rowId } from '../../ids.ts';
import { PartType } from '../../parts.ts';
import { evaluationOf, predictionsOf } from './loaders.ts';
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

const ClassCurveType = builder.objectRef<ClassCurve>('ClassCurve').implement({
  description: 'A curve of one class, or of the mean over classes (macro).',
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
    computedWith: t.string({
      description: 'The package that computed it, with its version.',
      resolve: ({ result }) => result.computedWith,
    }),
  }),
});

const PredictionsType = builder.objectRef<Recorded>('Predictions').implement({
  description: 'What one run predicted of one part: the record from which everything evaluated is computed.',
  fields: (t) => ({
    part: t.expose('part', { type: PartType }),
    samples: t.int({ resolve: ({ predictions }) => predictions.ids.length }),
    classes: t.stringList({ resolve: ({ predictions }) => [...predictions.classes] }),
    sampleIds: t.stringList({ resolve: ({ predictions }) => [...predictions.ids] }),
    rows: t.field({ type: 'I32s', description: 'Rows of the dataset version; empty when unknown.', resolve: ({ rows }) => rows }),
    scores: t.field({ type: 'F32s', description: '[samples, classes], row by row.', resolve: ({ predictions }) => predictions.scores }),
    truth: t.field({ type: 'I32s', description: 'Indices into classes.', resolve: ({ predictions }) => predictions.truth }),
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
  fields: (t) => ({
    run: t.id({ required: true }),
    part: t.field({ type: PartType, required: true }),
    fold: t.int(),
    classes: t.stringList({ required: true }),
    sampleIds: t.stringList({ description: 'Left out: the rows, or the samples are counted.' }),
    rows: t.field({ type: 'I32s', description: 'Rows of the dataset version.' }),
    scores: t.field({
      type: 'F32s',
      required: true,
      description: 'Probabilities [samples, classes], row by row; of two classes the second one’s alone will do.',
    }),
    truth: t.field({ type: 'I32s', required: true, description: 'Indices into classes.' }),
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
