import { describe, expect, test } from 'vitest';
import {
  type ClassPredictions,
  type FoldPredictions,
  gatherFolds,
  meanOfFolds,
  poolFolds,
  type ValuePredictions,
} from '../../../../packages/ml/src/evaluation/index.ts';
import { countTrainings, foldPlan, makeSplit } from '../../../../packages/ml/src/split/index.ts';

/** Every fourth sample is called wrong. */
function fold(number: number, rows: readonly number[]): FoldPredictions {
  const truth = Int32Array.from(rows, (row) => row % 2);
  const scores = Float32Array.from(rows.flatMap((row) => ((row % 4 === 3 ? 0 : row % 2) === 1 ? [0.2, 0.8] : [0.7, 0.3])));
  const predictions: ClassPredictions = { task: 'binary', classes: ['no', 'yes'], ids: rows.map((row) => `work ${row}`), scores, truth };
  return { fold: number, rows, predictions };
}

const plan = { folds: 3, foldsOfRepeat: 3, testToTrain: 0.5 };
const three = [fold(0, [5, 0, 1]), fold(1, [2, 3, 6]), fold(2, [4, 7, 8])];

describe('poolFolds', () => {
  test('puts every sample back into the order of rows, with the scores of the fold that tested it', () => {
    const { rows, predictions } = poolFolds([three[2]!, three[0]!, three[1]!], 3);
    expect([...rows]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(predictions.ids).toEqual(Array.from({ length: 9 }, (_, row) => `work ${row}`));
    expect([...predictions.truth]).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0]);
    expect([...predictions.scores.subarray(2, 4)]).toEqual([Math.fround(0.2), Math.fround(0.8)]);
    expect(predictions).not.toHaveProperty('fold');
  });

  test('takes the mean of what several repeats said of a sample', () => {
    const values = (number: number, scores: readonly number[]): FoldPredictions => ({
      fold: number,
      predictions: {
        task: 'regression',
        outputs: 1,
        ids: ['a', 'b'],
        scores: Float32Array.from(scores),
        truth: Float64Array.of(1, 2),
      } as ValuePredictions,
    });
    expect([...poolFolds([values(0, [1, 2]), values(1, [3, 6])], 1).predictions.scores]).toEqual([2, 4]);
  });

  test('refuses a sample in two folds of one repeat, and folds of other classes', () => {
    expect(() => poolFolds([fold(0, [0, 1]), fold(1, [1, 2])], 2)).toThrow(/each sample in one fold, got "work 1" in folds 0 and 1/);
    const other = { ...three[1]!, predictions: { ...(three[1]!.predictions as ClassPredictions), classes: ['no', 'maybe'] } };
    expect(() => poolFolds([three[0]!, other], 3)).toThrow(/expected folds 0 and 1 of the same classes, found no, yes and no, maybe/);
  });
});

describe('gatherFolds', () => {
  test('has no score until every fold is in, and says which are missing', () => {
    const some = gatherFolds([three[2]!, three[0]!], plan);
    expect(some).toMatchObject({ complete: false, missing: [1] });
    expect(some.scores.map(({ fold }) => fold)).toEqual([0, 2]);
    expect(some).not.toHaveProperty('evaluation');
  });

  test('scores all folds by themselves, their mean and the pooled predictions', () => {
    const all = gatherFolds(three, plan);
    if (!all.complete) throw new Error('all folds are in');
    const accuracies = all.scores.map(({ metrics }) => metrics.find(({ name }) => name === 'accuracy')!);
    expect(accuracies.map(({ value }) => value)).toEqual([1, 2 / 3, 2 / 3]);
    expect(accuracies[0]).not.toHaveProperty('low');
    const pooled = all.evaluation.metrics.find(({ name }) => name === 'accuracy')!;
    expect(pooled).toMatchObject({ value: 7 / 9, method: 'wilson' });
    expect(all.mean.find(({ name }) => name === 'accuracy')).toMatchObject({
      value: expect.closeTo(7 / 9, 12),
      method: 'corrected resampled t',
    });
  });

  test('refuses a fold that there is not, and one that comes twice', () => {
    expect(() => gatherFolds([fold(3, [1])], plan)).toThrow(/folds from 0 to 2, got 3/);
    expect(() => gatherFolds([three[0]!, three[0]!], plan)).toThrow(/fold 0 twice/);
  });
});

describe('meanOfFolds', () => {
  const scores = (values: readonly number[], samples = 10) =>
    values.map((value, number) => ({ fold: number, samples, metrics: [{ name: 'accuracy', value }] }));

  test('is wider than Student’s interval by the training data that folds share', () => {
    // By hand: mean 0.8, deviation √(0.02 / 4) = 0.0707, t(0.975, 4) = 2.776, √(1/5 + 1/4) × 0.0707 × 2.776 = 0.1317.
    const [mean] = meanOfFolds(scores([0.7, 0.8, 0.9, 0.75, 0.85]), { folds: 5, foldsOfRepeat: 5, testToTrain: 0.25 });
    expect(mean!.value).toBeCloseTo(0.8, 12);
    expect(mean!.high! - mean!.value).toBeCloseTo(0.1472, 3);
  });

  test('is undefined where a fold is, and without an interval where folds are single samples', () => {
    expect(meanOfFolds(scores([0.5, Number.NaN]), { folds: 2, foldsOfRepeat: 2, testToTrain: 1 })).toEqual([
      { name: 'accuracy', value: Number.NaN },
    ]);
    expect(meanOfFolds(scores([0, 1, 1], 1), { folds: 3, foldsOfRepeat: 3, testToTrain: 0.5 })).toEqual([
      { name: 'accuracy', value: 2 / 3 },
    ]);
  });

  test('cannot be asked before all folds are in', () => {
    expect(() => meanOfFolds(scores([0.5]), { folds: 2, foldsOfRepeat: 2, testToTrain: 1 })).toThrow(/all 2 folds, got 1/);
  });
});

describe('the plan of a split', () => {
  test('counts folds, repeats and the trainings of a nested choice', () => {
    const repeated = makeSplit({
      samples: 40,
      seed: 1,
      protocol: 'k-fold',
      folds: 4,
      repeats: 3,
      fractions: { train: 1, validation: 0, test: 0 },
    });
    expect(foldPlan(repeated)).toEqual({ folds: 12, foldsOfRepeat: 4, testToTrain: 1 / 3 });
    expect(countTrainings(repeated, 2)).toBe(12);
    const nested = makeSplit({ samples: 40, seed: 1, protocol: 'nested', folds: 4, innerFolds: 3 });
    expect([countTrainings(nested), countTrainings(nested, 2)]).toEqual([4, 28]);
    expect(countTrainings(makeSplit({ samples: 40, seed: 1 }))).toBe(1);
    expect(
      foldPlan(makeSplit({ samples: 500, seed: 1, protocol: 'leave-one-out', fractions: { train: 1, validation: 0, test: 0 } })),
    ).toMatchObject({ folds: 500, testToTrain: 1 / 499 });
  });
});
