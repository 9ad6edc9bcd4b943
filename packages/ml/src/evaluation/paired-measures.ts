/** By which metrics two models are held against each other, task by task. */
import {
  accuracyOf,
  confusionStatistic,
  delongTest,
  mcnemar,
  meanStatistic,
  predictedClasses,
  type Labels,
  type Statistic,
} from '@atelier/metrics';
import { columnOf } from './column-of.ts';
import { errorsOf } from './evaluate-values.ts';
import { calledLabels, exactMatches, labelAucStatistic, labelErrors, labelF1Statistic } from './label-statistics.ts';
import { macroAucStatistic, macroF1Statistic } from './macro-statistics.ts';
import type { ClassPredictions, LabelPredictions, Predictions, ValuePredictions } from './predictions.ts';

export interface PairedTest {
  readonly metric: string;
  /** `paired bootstrap`, `paired bootstrap by group`, `mcnemar`, `delong`. */
  readonly test: string;
  readonly first: number;
  readonly second: number;
  /** First less second. */
  readonly difference: number;
  /** Bounds of the difference's 95 % interval; NaN where the test gives none. */
  readonly low: number;
  readonly high: number;
  /** Two-sided; NaN where the test gives none. */
  readonly pValue: number;
}

/** One metric that pairs are tested by. Members are of the same samples in the same order. */
export interface Measure<Said extends Predictions = Predictions> {
  readonly metric: string;
  readonly statisticOf: (member: Said) => Statistic;
  /** Passes over the samples that one call of the statistic takes; 1 unless given. */
  readonly cost?: number;
  /** Of independent samples there are other tests of the same difference. */
  readonly otherTests?: (bootstrapped: PairedTest, a: Said, b: Said) => PairedTest[];
}

/** The metrics for what a model says, the one that a verdict goes by first. */
export function measuresOf(said: Predictions): readonly Measure[] {
  // Aligned members are of one task: what is made for the first takes the others.
  if (said.task === 'regression') return valueMeasures(said) as readonly Measure<never>[] as readonly Measure[];
  return (said.task === 'multilabel' ? labelMeasures(said) : classMeasures(said)) as readonly Measure<never>[] as readonly Measure[];
}

/** A sample is right when all its labels are. */
function labelMeasures({ classes }: LabelPredictions): Measure<LabelPredictions>[] {
  const rightOf = (member: LabelPredictions): Uint8Array => exactMatches(member, calledLabels(member));
  return [
    {
      metric: 'accuracy',
      statisticOf: (member) => meanStatistic(Float64Array.from(rightOf(member))),
      otherTests: (test, a, b) => {
        const [rightA, rightB] = [rightOf(a), rightOf(b)];
        return [mcnemarTest(test, new Uint8Array(rightA.length).fill(1), rightA, rightB)];
      },
    },
    { metric: 'macro_f1', cost: classes.length, statisticOf: (member) => labelF1Statistic(member, calledLabels(member)) },
    { metric: 'auc', cost: classes.length, statisticOf: labelAucStatistic },
    { metric: 'hamming_loss', statisticOf: (member) => meanStatistic(labelErrors(member, calledLabels(member))) },
  ];
}

function classMeasures({ classes: { length: classes }, truth }: ClassPredictions): Measure<ClassPredictions>[] {
  const calledOf = ({ scores }: ClassPredictions): Int32Array => predictedClasses(scores, { classes });
  const drawn = classes === 2 ? [1] : Array.from({ length: classes }, (_, code) => code);
  return [
    {
      metric: 'accuracy',
      statisticOf: (member) => confusionStatistic(truth, calledOf(member), { classes, of: accuracyOf }),
      otherTests: (test, a, b) => [mcnemarTest(test, truth, calledOf(a), calledOf(b))],
    },
    { metric: 'macro_f1', statisticOf: (member) => macroF1Statistic(truth, calledOf(member), classes) },
    {
      metric: 'auc',
      cost: drawn.length,
      statisticOf: ({ scores }) => macroAucStatistic(truth, scores, classes, drawn),
      ...(classes === 2 && { otherTests: (_, a, b) => [delong(a, b)] }),
    },
  ];
}

function valueMeasures({ outputs }: ValuePredictions): Measure<ValuePredictions>[] {
  const square = (difference: number): number => difference ** 2;
  const meanSquare = (member: ValuePredictions): Statistic => meanStatistic(errorsOf(member, square));
  const rootMeanSquare = (member: ValuePredictions): Statistic => {
    const statistic = meanSquare(member);
    return (counts) => Math.sqrt(statistic(counts));
  };
  return [
    // Of one output only, as the evaluation has it: the root of several outputs' mean is not the mean of their roots.
    ...(outputs === 1 ? [{ metric: 'rmse', statisticOf: rootMeanSquare }] : []),
    { metric: 'mse', statisticOf: meanSquare },
    { metric: 'mae', statisticOf: (member) => meanStatistic(errorsOf(member, Math.abs)) },
  ];
}

function mcnemarTest(bootstrapped: PairedTest, truth: Labels, a: Labels, b: Labels): PairedTest {
  return { ...bootstrapped, test: 'mcnemar', low: Number.NaN, high: Number.NaN, pValue: mcnemar(truth, a, b).pValue };
}

function delong(a: ClassPredictions, b: ClassPredictions): PairedTest {
  const { first, second, difference, pValue } = delongTest(a.truth, columnOf(a.scores, 2, 1), columnOf(b.scores, 2, 1));
  return {
    metric: 'auc',
    test: 'delong',
    first,
    second,
    difference: difference.estimate,
    low: difference.low,
    high: difference.high,
    pValue,
  };
}
