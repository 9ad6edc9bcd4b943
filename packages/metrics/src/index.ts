/**
 * Everything the platform says in numbers about a model. Pure functions on typed arrays, in any JavaScript runtime.
 *
 * Conventions: `scores` are row-major `[samples × classes]`, or `[samples]` for class 1 of two; `labels` are class indices.
 * What is undefined is `NaN`. Input that makes no sense throws `MetricInputError`. Input is never changed.
 * Functions named `…Of` take what another function has counted already, so that one pass or one sort serves many.
 */
export { METRICS_VERSION } from './version.ts';
export { type Labels, MetricInputError, type Scores, type Weights } from './input.ts';
export { compensatedSum, mean } from './sum.ts';
export { type MeanAccumulator, type MeanState, accumulateMean } from './mean-accumulator.ts';
export { quantile } from './quantile.ts';

export {
  type ConfusionMatrix,
  type ConfusionOptions,
  confusionMatrix,
  marginals,
  normalizeConfusion,
} from './classification/confusion-matrix.ts';
export { type ClassCounts, type MultilabelOptions, countsPerClass, multilabelCounts } from './classification/class-counts.ts';
export type { AverageOptions, DecisionOptions } from './classification/average.ts';
export { accuracy, accuracyOf, multilabelAccuracy } from './classification/accuracy.ts';
export { balancedAccuracy, balancedAccuracyOf } from './classification/balanced-accuracy.ts';
export { precision, precisionOf, precisionPerClass } from './classification/precision.ts';
export { recall, recallOf, recallPerClass } from './classification/recall.ts';
export { specificity, specificityOf, specificityPerClass } from './classification/specificity.ts';
export { jaccard, jaccardOf, jaccardPerClass } from './classification/jaccard.ts';
export { type FBetaOptions, f1, f1Of, f1PerClass, fBeta } from './classification/f-score.ts';
export { matthewsCorrelation, matthewsCorrelationOf } from './classification/matthews-correlation.ts';
export { type CohenKappaOptions, cohenKappa, cohenKappaOf } from './classification/cohen-kappa.ts';
export { type LossOptions, logLoss, logLossFromLogits, logLosses } from './classification/log-loss.ts';
export { type BrierOptions, brierScore } from './classification/brier-score.ts';
export { hingeLoss } from './classification/hinge-loss.ts';
export { type HammingOptions, hammingLoss } from './classification/hamming-loss.ts';
export { type TopKOptions, topKAccuracy } from './classification/top-k-accuracy.ts';
export { type ConfusionAccumulator, accumulateConfusion } from './classification/confusion-accumulator.ts';
export { type PredictOptions, predictedClasses } from './classification/predictions.ts';

export { type BinaryOptions, type ThresholdCounts, thresholdCounts } from './ranking/threshold-counts.ts';
export { type RocCurve, type RocCurveOptions, rocCurve, rocCurveOf } from './ranking/roc-curve.ts';
export { type MulticlassAucOptions, type RocAucOptions, multiclassAuc, rocAuc, rocAucPerClass } from './ranking/roc-auc.ts';
export { rocAucOf } from './ranking/binary-auc.ts';
export { partialAucOf } from './ranking/partial-auc.ts';
export {
  type PrecisionRecallCurve,
  type PrecisionRecallCurveOptions,
  precisionRecallCurve,
  precisionRecallCurveOf,
} from './ranking/precision-recall-curve.ts';
export { thinRocCurve } from './ranking/thin-curve.ts';
export { type DetCurve, detCurve, detCurveOf } from './ranking/det-curve.ts';
export { type GainCurve, gainCurve, gainCurveOf } from './ranking/gain-curve.ts';
export { type OperatingPoint, type OperatingTarget, operatingPoint } from './ranking/operating-point.ts';
export { type NdcgOptions, ndcg } from './ranking/ndcg.ts';
export { type MultilabelRankingOptions, multilabelAuc, multilabelAveragePrecision } from './ranking/multilabel-ranking.ts';
export { averagePrecision, averagePrecisionOf } from './ranking/average-precision.ts';

export type { RegressionOptions } from './regression/residuals.ts';
export { meanSquaredError, rootMeanSquaredError } from './regression/squared-error.ts';
export { maxError, meanAbsoluteError, medianAbsoluteError } from './regression/absolute-error.ts';
export { type R2Options, adjustedR2, explainedVariance, r2 } from './regression/r2.ts';

export { meanAbsolutePercentageError, rootMeanSquaredLogError, symmetricMeanAbsolutePercentageError } from './regression/relative-error.ts';
export { huberLoss, pinballLoss } from './regression/robust-loss.ts';
export { pearson, spearman } from './regression/correlation.ts';
export { kendall } from './regression/kendall.ts';
export { type RegressionAccumulator, accumulateRegression } from './regression/regression-accumulator.ts';

export type { BinOptions } from './calibration/bins.ts';
export { type ReliabilityCurve, reliabilityCurve } from './calibration/reliability-curve.ts';
export { type IsotonicCalibration, applyIsotonic, fitIsotonic } from './calibration/isotonic.ts';
export { type PlattCalibration, applyPlatt, fitPlatt } from './calibration/platt.ts';
export { type ReliabilityAccumulator, accumulateReliability } from './calibration/reliability-accumulator.ts';
export {
  type CalibrationErrorOptions,
  expectedCalibrationError,
  expectedCalibrationErrorOf,
  maximumCalibrationError,
} from './calibration/calibration-error.ts';

export { normalCdf, normalQuantile } from './distributions/normal.ts';
export { studentCdf, studentQuantile } from './distributions/student.ts';
export type { ConfidenceOptions, Interval } from './uncertainty/interval.ts';
export { clopperPearsonInterval, wilsonInterval } from './uncertainty/proportion.ts';
export { meanAndDeviation, studentInterval } from './uncertainty/student-interval.ts';
export { type DelongOptions, delongInterval } from './uncertainty/delong-interval.ts';

export { fuseScores } from './fusion/fuse-scores.ts';
export { weightGrid } from './fusion/weight-grid.ts';
export { type FusionPoint, type FusionSweep, type FusionSweepInput, type FusionView, createFusionSweep } from './fusion/fusion-sweep.ts';
export type { SweepCurve, SweepCurveOptions } from './fusion/sweep-curve.ts';
export type { SweepMetric } from './fusion/sweep-intervals.ts';

export { type BootstrapInterval, type BootstrapOptions, type Statistic, bootstrap } from './uncertainty/bootstrap.ts';
export { type BootstrapAucOptions, bootstrapAuc } from './uncertainty/bootstrap-auc.ts';
export type { ResamplingOptions } from './uncertainty/resampling.ts';
export { type ConfusionStatisticOptions, aucStatistic, confusionStatistic, meanStatistic } from './uncertainty/statistics.ts';
export { type Fold, poolFolds } from './uncertainty/out-of-fold.ts';

export { type McnemarOptions, type McnemarResult, mcnemar, mcnemarPValue } from './comparison/mcnemar.ts';
export { type DelongResult, delongTest } from './comparison/delong-test.ts';
export {
  type PairedBootstrapOptions,
  type PairedBootstrapResult,
  type PairedBootstrapsOptions,
  pairedBootstrap,
  pairedBootstraps,
} from './comparison/paired-bootstrap.ts';
export { type PermutationOptions, type PermutationResult, pairedPermutation } from './comparison/paired-permutation.ts';
export { type CorrectedTOptions, type CorrectedTResult, correctedResampledT, fiveByTwoF } from './comparison/folds.ts';
export { type FriedmanOptions, type FriedmanResult, friedman } from './comparison/friedman.ts';
export { benjaminiHochberg, holm } from './comparison/adjusted-p-values.ts';
export { type AlikeOptions, alikeGroups } from './comparison/alike-groups.ts';
