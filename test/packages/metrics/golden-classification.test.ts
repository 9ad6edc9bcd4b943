import { describe, test } from 'vitest';
import * as metrics from '../../../packages/metrics/src/index.ts';
import { expectClose, golden } from './golden.ts';

type Case = {
  name: string;
  classes: number;
  float32: boolean;
  labels: number[];
  predicted: number[];
  scores: number[];
  logits: number[];
  weights: number[] | null;
  expected: Record<string, number | number[]>;
};

/** scikit-learn computes losses of float32 scores in float32; ours are float64 sums of the same scores. */
const FLOAT32 = { relative: 2e-6 };
const averages = ['micro', 'macro', 'weighted'] as const;

describe.each(golden.multiclass as Case[])('$name', ({ classes, float32, labels, predicted, scores, logits, weights, expected }) => {
  const weighted = weights ? { sampleWeight: weights } : {};
  const values = float32 ? Float32Array.from(scores) : Float64Array.from(scores);
  const matrix = metrics.confusionMatrix(labels, predicted, { classes, ...weighted });
  const counts = metrics.countsPerClass(matrix);
  const decisions = { classes, ...weighted };
  const ours: Record<string, () => number | ArrayLike<number>> = {
    confusion: () => matrix.counts,
    accuracy: () => metrics.accuracy(labels, predicted, decisions),
    balancedAccuracy: () => metrics.balancedAccuracy(labels, predicted, decisions),
    balancedAccuracyAdjusted: () => metrics.balancedAccuracy(labels, predicted, { ...decisions, adjusted: true }),
    matthewsCorrelation: () => metrics.matthewsCorrelation(labels, predicted, decisions),
    cohenKappa: () => metrics.cohenKappa(labels, predicted, decisions),
    cohenKappaLinear: () => metrics.cohenKappa(labels, predicted, { ...decisions, weights: 'linear' }),
    cohenKappaQuadratic: () => metrics.cohenKappa(labels, predicted, { ...decisions, weights: 'quadratic' }),
    hammingLoss: () => metrics.hammingLoss(labels, predicted, weighted),
    brierScore: () => metrics.brierScore(labels, values, decisions),
    brierScoreWhole: () => metrics.brierScore(labels, values, { ...decisions, scaleByHalf: false }),
    logLoss: () => metrics.logLoss(labels, values, decisions),
    logLossSum: () => metrics.logLoss(labels, values, { ...decisions, normalize: false }),
    logLossFromLogits: () => metrics.logLossFromLogits(labels, logits, decisions),
    precisionPerClass: () => metrics.precisionPerClass(counts),
    recallPerClass: () => metrics.recallPerClass(counts),
    f1PerClass: () => metrics.f1PerClass(counts),
    'precision binary': () => metrics.precision(labels, predicted, decisions),
    'recall binary': () => metrics.recall(labels, predicted, decisions),
    'f1 binary': () => metrics.f1(labels, predicted, decisions),
  };
  for (const average of averages) {
    ours[`precision ${average}`] = () => metrics.precision(labels, predicted, { ...decisions, average });
    ours[`recall ${average}`] = () => metrics.recall(labels, predicted, { ...decisions, average });
    ours[`f1 ${average}`] = () => metrics.f1(labels, predicted, { ...decisions, average });
    ours[`fBeta ${average}`] = () => metrics.fBeta(labels, predicted, { ...decisions, average, beta: 0.5 });
    ours[`jaccard ${average}`] = () => metrics.jaccard(labels, predicted, { ...decisions, average });
    ours[`precision ${average} without undefined`] = () =>
      metrics.precision(labels, predicted, { ...decisions, average, zeroDivision: Number.NaN });
    ours[`precision ${average} undefined as 1`] = () => metrics.precision(labels, predicted, { ...decisions, average, zeroDivision: 1 });
    ours[`auc ovr ${average}`] = () => metrics.multiclassAuc(labels, values, { average, ...weighted });
  }
  if (classes > 2) {
    ours.top1 = () => metrics.topKAccuracy(labels, values, { k: 1, ...weighted });
    ours.top2 = () => metrics.topKAccuracy(labels, values, weighted);
    ours.hingeLoss = () => metrics.hingeLoss(labels, values, weighted);
    ours.aucPerClass = () => metrics.rocAucPerClass(labels, values, weighted);
    ours['auc ovo macro'] = () => metrics.multiclassAuc(labels, values, { multiClass: 'ovo' });
    ours['auc ovo weighted'] = () => metrics.multiclassAuc(labels, values, { multiClass: 'ovo', average: 'weighted' });
  }
  const isFloat32Loss = (name: string) => float32 && /logLoss|logLossSum|brier|hinge/.test(name);
  const known = Object.keys(expected).filter((name) => classes > 2 || !/^(top|hinge)/.test(name));
  test.each(known)('%s is what scikit-learn says', (name) => {
    expectClose(ours[name](), expected[name], name, isFloat32Loss(name) && name !== 'logLossFromLogits' ? FLOAT32 : {});
  });
});

type MultilabelCase = {
  name: string;
  classes: number;
  labels: number[];
  predicted: number[];
  scores: number[];
  weights: number[] | null;
  expected: Record<string, number | number[]>;
};

describe.each(golden.multilabel as MultilabelCase[])('$name', ({ classes, labels, predicted, scores, weights, expected }) => {
  const options = { classes, ...(weights ? { sampleWeight: weights } : {}) };
  const ours: Record<string, () => number | ArrayLike<number>> = {
    accuracy: () => metrics.multilabelAccuracy(labels, predicted, options),
    hammingLoss: () => metrics.hammingLoss(labels, predicted, options),
    counts: () => {
      const { trueNegatives, falsePositives, falseNegatives, truePositives } = metrics.multilabelCounts(labels, predicted, options);
      return Array.from(truePositives, (tp, c) => [trueNegatives[c], falsePositives[c], falseNegatives[c], tp]).flat();
    },
  };
  for (const average of [...averages, 'samples'] as const) {
    const decisions = { ...options, average, multilabel: true };
    ours[`precision ${average}`] = () => metrics.precision(labels, predicted, decisions);
    ours[`recall ${average}`] = () => metrics.recall(labels, predicted, decisions);
    ours[`f1 ${average}`] = () => metrics.f1(labels, predicted, decisions);
    ours[`jaccard ${average}`] = () => metrics.jaccard(labels, predicted, decisions);
    ours[`auc ${average}`] = () => metrics.multilabelAuc(labels, scores, { ...options, average });
    ours[`averagePrecision ${average}`] = () => metrics.multilabelAveragePrecision(labels, scores, { ...options, average });
  }
  test.each(Object.keys(expected))('%s is what scikit-learn says', (name) => {
    expectClose(ours[name](), expected[name], name, { absolute: 1e-15 });
  });
});
