import { describe, expect, test } from 'vitest';
import {
  comparePaired,
  evaluate,
  type LabelPredictions,
  metricOf,
  type ValuePredictions,
} from '../../../../packages/ml/src/evaluation/index.ts';
import { chooseWeights, contradictions, fuse, fuseByFolds, gainOverBest, testedMetric } from '../../../../packages/ml/src/fusion/index.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import { fitTargetScale, scaleTarget, unscaleMetrics, unscaleScores } from '../../../../packages/ml/src/target-scale.ts';

/** Numbers, each predicted with an error of the given spread. */
function values(spread: number, seed: number, samples = 80): ValuePredictions {
  const [truths, errors] = [createRandom(7), createRandom(seed)];
  const truth = Float64Array.from({ length: samples }, () => 100 + 10 * truths.normal());
  const scores = Float32Array.from(truth, (value) => value + spread * errors.normal());
  return { task: 'regression', name: `off by ${spread}`, outputs: 1, names: ['year'], ids: [...truth.keys()].map(String), scores, truth };
}

/** Three labels, each said with the given certainty to be right. */
function labels(skill: number, seed: number, samples = 60): LabelPredictions {
  const [truths, luck] = [createRandom(3), createRandom(seed)];
  const truth = Uint8Array.from({ length: 3 * samples }, () => (truths.uniform() < 0.4 ? 1 : 0));
  const scores = Float32Array.from(truth, (label) => (luck.uniform() < skill === (label === 1) ? 0.8 : 0.2));
  return {
    task: 'multilabel',
    name: `right ${skill}`,
    classes: ['a', 'b', 'c'],
    ids: Array.from({ length: samples }, (_, row) => `w${row}`),
    scores,
    truth,
  };
}

describe('numbers', () => {
  test('are judged in their own unit, each output by itself, with what is drawn of them', () => {
    const byHand: ValuePredictions = {
      task: 'regression',
      outputs: 2,
      names: ['x', 'y'],
      ids: ['p', 'q'],
      scores: Float32Array.of(1, 10, 5, 20),
      truth: Float64Array.of(2, 10, 2, 26),
    };
    const evaluation = evaluate(byHand);
    // x is off by −1 and 3, y by 0 and −6.
    expect(metricOf(evaluation, 'mse')!.value).toBe((5 + 18) / 2);
    expect(metricOf(evaluation, 'mae')!.value).toBe((2 + 3) / 2);
    expect(evaluation.perOutput.map(({ name, rmse, maxError }) => [name, rmse, maxError])).toEqual([
      ['x', Math.sqrt(5), 3],
      ['y', Math.sqrt(18), 6],
    ]);
    expect(evaluation.perOutput[0]!.r2).toBeNaN();
    expect(evaluation.scatter[1]).toEqual({ name: 'y', x: [10, 26], y: [10, 20] });
    expect(evaluation.residuals[0]!.y.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  test('are thinned for drawing, but never the worst ones', () => {
    const many = values(1, 5, 5_000);
    many.scores[4321] = 1_000;
    const [scatter] = evaluate(many).scatter;
    expect(scatter!.x).toHaveLength(1_000);
    expect(scatter!.y).toContain(1_000);
  });

  test('are told apart by paired tests when one model is better, and not when it is not', () => {
    expect(comparePaired(values(1, 1), values(4, 2)).verdict).toMatch(/off by 1 is better than off by 4: the difference in RMSE/);
    expect(comparePaired(values(2, 1), values(2, 2)).verdict).toMatch(/cannot be told apart/);
  });

  test('are fused by weights that lower RMSE, and the gain is told in it', () => {
    const members = [values(3, 11), values(3, 12)];
    const { weights, metric, value } = chooseWeights(members);
    expect(metric).toBe('rmse');
    const fused = fuse(members, { method: 'weighted', weights });
    expect(value).toBeLessThan(Math.min(...members.map((member) => metricOf(evaluate(member), 'rmse')!.value)));
    expect(gainOverBest(fused, members, 'rmse').test).toMatchObject({ metric: 'rmse' });
    expect(testedMetric(members[0]!, 'r2')).toBe('rmse');
    expect(testedMetric({ ...members[0]!, outputs: 2 }, 'rmse')).toBe('mse');
  });

  test('on which models are furthest apart come first', () => {
    const [one, other] = [values(0, 1, 5), values(0, 1, 5)];
    other.scores[3] = other.scores[3]! + 50;
    other.scores[1] = other.scores[1]! - 9;
    expect(contradictions([one, other]).map(({ id }) => id)).toEqual(['3', '1']);
  });
});

describe('weights by folds', () => {
  test('of a fold are chosen without it: a fold in which everything is turned round changes only the others', () => {
    const members = [values(2, 21), values(6, 22)];
    const folds = members[0]!.ids.map((_, row) => row % 4);
    const honest = fuseByFolds(members, folds);
    const spoilt = members.map((member, index) => ({
      ...member,
      scores: member.scores.map((score, row) => (folds[row] === 2 && index === 0 ? score + 500 : score)),
    }));
    const { perFold } = fuseByFolds(spoilt, folds);
    expect(perFold[2]).toEqual(honest.perFold[2]);
    expect(perFold[0]!.weights[0]).toBeLessThan(honest.perFold[0]!.weights[0]! / 2);
    expect(honest.predictions.ids).toEqual(members[0]!.ids);
    expect(honest.chosen.metric).toBe('rmse');
  });

  test('need folds', () => {
    expect(() => fuseByFolds([values(1, 1), values(2, 2)], new Int32Array(80))).toThrow(/at least two folds, got 1/);
    expect(() => fuseByFolds([values(1, 1), values(2, 2)], [0, 1])).toThrow(/a fold for each of 80 samples, got 2/);
  });
});

describe('labels', () => {
  test('have intervals around the share of works with all labels right, the Hamming loss, macro F1 and AUC', () => {
    const evaluation = evaluate(labels(0.9, 1));
    for (const [name, method] of Object.entries({
      accuracy: 'wilson',
      hamming_loss: 'bootstrap',
      macro_f1: 'bootstrap',
      auc: 'bootstrap',
    })) {
      const metric = metricOf(evaluation, name)!;
      expect(metric).toMatchObject({ method });
      expect(metric.low).toBeLessThan(metric.value);
      expect(metric.high).toBeGreaterThan(metric.value);
    }
  });

  test('are told apart and fused', () => {
    const members = [labels(0.95, 1), labels(0.6, 2)];
    expect(comparePaired(members[0]!, members[1]!).verdict).toMatch(/right 0.95 is better than right 0.6/);
    const { weights } = chooseWeights(members, { metric: 'hamming_loss' });
    expect(weights[0]).toBeGreaterThan(0.5);
    expect(gainOverBest(fuse(members, { method: 'mean' }), members, 'hamming_loss').test.metric).toBe('hamming_loss');
  });

  test('that differ are named, most of them first', () => {
    const [one, other] = [labels(1, 1, 3), labels(1, 1, 3)];
    for (const at of [0, 3, 4, 5]) other.scores[at] = 1 - other.scores[at]!;
    const found = contradictions([one, other]);
    expect(found.map(({ id }) => id)).toEqual(['w1', 'w0']);
    expect(found[0]!.called[0]).toBe(found[0]!.truth);
  });
});

describe('the scale of a target', () => {
  test('is fitted per output, and undone in scores and in absolute errors', () => {
    const target = { kind: 'regression', values: Float64Array.of(1700, 5, 1900, 5), outputs: 2 } as const;
    const scale = fitTargetScale(target)!;
    expect(scale).toEqual({ mean: [1800, 5], deviation: [100, 1] });
    const scaled = scaleTarget(target, scale);
    expect(scaled.kind === 'regression' && [...scaled.values]).toEqual([-1, 0, 1, 0]);
    expect([...unscaleScores(Float32Array.of(-1, 0, 1, 0), scale)]).toEqual([1700, 5, 1900, 5]);
    const one = { mean: [0], deviation: [10] };
    expect(unscaleMetrics({ loss: 0.5, mae: 0.2, val_mae: 0.3 }, one)).toEqual({ loss: 0.5, mae: 2, val_mae: 3 });
    expect(fitTargetScale({ kind: 'binary', labels: Int32Array.of(0), classes: ['a', 'b'] })).toBeUndefined();
  });
});
