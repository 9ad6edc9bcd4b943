import { readFileSync } from 'node:fs';
import {
  type ClassPredictions,
  comparePaired,
  comparePairs,
  type Evaluation,
  evaluate,
  metricOf,
  type Predictions,
} from '@atelier/ml/evaluation';
import { DataError } from '@atelier/ml/formats';
import { METRICS_VERSION } from '@atelier/metrics';
import { describe, expect, it } from 'vitest';
import { drawPredictions } from '../../../support/drawn-predictions.ts';

const value = (evaluation: Evaluation, name: string): number => metricOf(evaluation, name)?.value ?? Number.POSITIVE_INFINITY;

/** Truth 0 0 1 1 2 2, called 0 1 1 1 2 0. */
const byHand: ClassPredictions = {
  task: 'multiclass',
  classes: ['a', 'b', 'c'],
  ids: ['1', '2', '3', '4', '5', '6'],
  truth: Int32Array.of(0, 0, 1, 1, 2, 2),
  scores: Float32Array.of(0.75, 0.125, 0.125, 0.25, 0.5, 0.25, 0.125, 0.75, 0.125, 0.25, 0.5, 0.25, 0.125, 0.125, 0.75, 0.5, 0.25, 0.25),
};

describe('evaluating classes', () => {
  it('gives what can be worked out by hand', () => {
    const evaluation = evaluate(byHand);
    expect(evaluation.confusion).toEqual([
      [1, 1, 0],
      [0, 2, 0],
      [1, 0, 1],
    ]);
    expect(value(evaluation, 'accuracy')).toBeCloseTo(4 / 6, 12);
    expect(value(evaluation, 'balanced_accuracy')).toBeCloseTo((1 / 2 + 1 + 1 / 2) / 3, 12);
    // F1: 2·1 ÷ (2 + 2), 2·2 ÷ (3 + 2), 2·1 ÷ (1 + 2).
    expect(value(evaluation, 'macro_f1')).toBeCloseTo((0.5 + 0.8 + 2 / 3) / 3, 12);
    expect(evaluation.perClass.map(({ support, precision, recall }) => [support, precision, recall])).toEqual([
      [2, 0.5, 0.5],
      [2, 2 / 3, 1],
      [2, 1, 0.5],
    ]);
    // b is scored .125 .5 | .75 .5 | .125 .25: of 8 pairs 7 in order and one tie.
    expect(evaluation.perClass[1].auc).toBeCloseTo(7.5 / 8, 12);
    expect(value(evaluation, 'log_loss')).toBeCloseTo(-Math.log(0.75 * 0.25 * 0.75 * 0.5 * 0.75 * 0.25) / 6, 6);
  });

  it('has an interval around accuracy, macro F1 and AUC, by groups where there are any', () => {
    const predictions = drawPredictions({ name: 'cnn', skill: 1.5 });
    const grouped = evaluate({ ...predictions, groups: predictions.ids.map((_, sample) => `g${Math.floor(sample / 10)}`) });
    for (const [evaluation, method] of [
      [evaluate(predictions), 'bootstrap'],
      [grouped, 'bootstrap by group'],
    ] as const) {
      for (const name of ['accuracy', 'macro_f1', 'auc']) {
        const metric = metricOf(evaluation, name);
        expect(metric?.low).toBeLessThan(metric?.value as number);
        expect(metric?.high).toBeGreaterThan(metric?.value as number);
        expect(metric?.method).toBe(name === 'accuracy' && evaluation !== grouped ? 'wilson' : method);
      }
    }
  });

  it('keeps an interval around the value when whole classes are missing from draws of groups', () => {
    const predictions = drawPredictions({ name: 'cnn', skill: 2, classes: ['a', 'b', 'c', 'd', 'e', 'f'] });
    // Two groups a class, as drawers of an alphabet: a draw of groups misses a class more often than not.
    const groups = Array.from(predictions.truth, (label, sample) => `${label}-${sample % 2}`);
    const evaluation = evaluate({ ...predictions, groups });
    for (const name of ['macro_f1', 'auc']) {
      const metric = metricOf(evaluation, name) as { value: number; low: number; high: number };
      expect((metric.low + metric.high) / 2).toBeCloseTo(metric.value, 1);
    }
  });

  it('says NaN, never 0, of what is not defined', () => {
    const alone = evaluate({
      task: 'binary',
      classes: ['no', 'yes'],
      ids: ['a', 'b'],
      truth: Int32Array.of(0, 0),
      scores: Float32Array.of(0.75, 0.25, 0.25, 0.75),
    });
    expect(value(alone, 'auc')).toBeNaN();
    expect(metricOf(alone, 'auc')?.low).toBeUndefined();
    expect(alone.perClass[1].recall).toBeNaN();
    expect(JSON.parse(JSON.stringify(alone)).metrics.find(({ name }: { name: string }) => name === 'auc').value).toBeNull();
  });

  it('draws curves from corner to corner with few points', () => {
    const evaluation = evaluate(drawPredictions({ name: 'cnn', skill: 1, samples: 20_000 }));
    expect(evaluation.roc.map(({ name }) => name)).toEqual(['air', 'jig', 'reel', 'macro']);
    for (const { x, y } of evaluation.roc) {
      expect([x[0], x.at(-1), y.at(-1)]).toEqual([0, 1, 1]);
      expect(x.length).toBeLessThan(600);
      expect(y.every((height, at) => at === 0 || height >= y[at - 1] - 1e-12)).toBe(true);
    }
    for (const { x } of evaluation.precisionRecall) expect(x.length).toBeLessThan(1200);
    expect(evaluation.calibration[0].x.length).toBeLessThanOrEqual(10);
    expect(evaluate(drawPredictions({ name: 'cnn', skill: 1, classes: ['no', 'yes'] })).roc.map(({ name }) => name)).toEqual(['yes']);
  });

  it('names the version of the metrics that gave the numbers', () => {
    const { name, version } = JSON.parse(readFileSync(new URL('../../../../packages/metrics/package.json', import.meta.url), 'utf8'));
    expect(METRICS_VERSION).toBe(version);
    expect(evaluate(byHand).computedWith).toBe(`${name} ${version}`);
  });
});

describe('evaluating labels and values', () => {
  it('judges each of several labels by itself', () => {
    const evaluation = evaluate({
      task: 'multilabel',
      classes: ['red', 'round'],
      ids: ['a', 'b'],
      truth: Uint8Array.of(1, 0, 1, 1),
      scores: Float32Array.of(0.9, 0.2, 0.4, 0.7),
    });
    expect(value(evaluation, 'accuracy')).toBe(0.5);
    expect(value(evaluation, 'hamming_loss')).toBe(0.25);
    expect(evaluation.perClass.map(({ recall }) => recall)).toEqual([0.5, 1]);
  });

  it('measures values in their own unit', () => {
    const evaluation = evaluate({
      task: 'regression',
      outputs: 1,
      ids: ['a', 'b', 'c'],
      truth: Float64Array.of(1, 2, 3),
      scores: Float32Array.of(1, 3, 5),
    });
    expect(value(evaluation, 'mse')).toBeCloseTo(5 / 3, 12);
    expect(value(evaluation, 'rmse')).toBeCloseTo(Math.sqrt(5 / 3), 12);
    expect(value(evaluation, 'mae')).toBe(1);
    expect(value(evaluation, 'r2')).toBeCloseTo(1 - 5 / 2, 12);
    expect(
      value(
        evaluate({ task: 'regression', outputs: 1, ids: ['a', 'b'], truth: Float64Array.of(2, 2), scores: Float32Array.of(1, 3) }),
        'r2',
      ),
    ).toBeNaN();
  });
});

describe('comparing two models', () => {
  it('tells a good one from a poor one, in either order', () => {
    const [good, poor] = [drawPredictions({ name: 'good', skill: 2.5 }), drawPredictions({ name: 'poor', skill: 0.5 })];
    const { tests, verdict } = comparePaired(good, poor);
    expect(verdict).toMatch(/^good is better than poor: the difference in accuracy lies within \+/);
    expect(comparePaired(poor, good).verdict).toMatch(/^good is better than poor/);
    for (const { pValue, difference } of tests) {
      expect(pValue).toBeLessThan(0.01);
      expect(difference).toBeGreaterThan(0);
    }
  });

  it('does not tell a model from itself', () => {
    const model = drawPredictions({ name: 'same', skill: 1 });
    const { tests, verdict } = comparePaired(model, { ...model, name: 'other' });
    expect(verdict).toMatch(/^same and other cannot be told apart/);
    for (const test of tests) expect([test.difference, test.pValue]).toEqual([0, 1]);
  });

  it('tests two classes by DeLong and McNemar, groups by the bootstrap alone', () => {
    const pair = ['a', 'b'].map((name) => drawPredictions({ name, skill: 1, classes: ['no', 'yes'] }));
    expect(comparePaired(pair[0], pair[1]).tests.map(({ test }) => test)).toEqual([
      'paired bootstrap',
      'mcnemar',
      'paired bootstrap',
      'paired bootstrap',
      'delong',
    ]);
    const groups = pair[0].ids.map((_, sample) => `g${sample % 20}`);
    expect(new Set(comparePaired({ ...pair[0], groups }, { ...pair[1], groups }).tests.map(({ test }) => test))).toEqual(
      new Set(['paired bootstrap by group']),
    );
  });

  it.each(['accuracy', 'macro_f1', 'auc'])('tests by %s alone as it does beside the others, and judges by it', (metric) => {
    const pair = ['a', 'b'].map((name) => drawPredictions({ name, skill: name === 'a' ? 2 : 1, classes: ['no', 'yes'] }));
    const { tests, verdict } = comparePaired(pair[0], pair[1], { metric });
    expect(tests).toEqual(comparePaired(pair[0], pair[1]).tests.filter((test) => test.metric === metric));
    expect(verdict).toContain({ accuracy: 'in accuracy', macro_f1: 'in macro F1', auc: 'in AUC' }[metric]);
  });

  it.each([[['no', 'yes']], [['air', 'jig', 'reel']]])('tests many pairs of %j bit for bit as each by itself', (classes) => {
    // More members than are drawn for at a time; one lists its samples the other way round, and one draws in groups.
    const members: ClassPredictions[] = Array.from({ length: 35 }, (_, at) =>
      drawPredictions({ name: `m${at}`, skill: 1 + at / 20, samples: 60, classes }),
    );
    const turned = { ...members[34], ids: members[34].ids.toReversed(), truth: members[34].truth.toReversed() };
    const row = (sample: number) => members[34].scores.subarray(sample * classes.length, (sample + 1) * classes.length);
    members[34] = { ...turned, scores: Float32Array.from(turned.ids.flatMap((_, at) => [...row(59 - at)])) };
    const pairs = [
      [0, 1],
      [1, 2],
      [0, 34],
      [33, 3],
    ] as const;
    for (const groups of [undefined, members[0].ids.map((_, sample) => `g${sample % 20}`)]) {
      const given = members.map((member) => (groups === undefined || member === members[34] ? member : { ...member, groups }));
      expect(comparePairs(given, pairs)).toEqual(pairs.map(([a, b]) => comparePaired(given[a], given[b])));
    }
  });

  it('names the metrics that pairs are tested by', () => {
    const model = drawPredictions({ name: 'same', skill: 1 });
    expect(() => comparePaired(model, model, { metric: 'brier' })).toThrow(
      'comparePaired requires a metric of accuracy, macro_f1, auc, got "brier"',
    );
  });
});

describe('predictions that make no sense', () => {
  const wrong = (change: Partial<Record<string, unknown>>): Predictions => ({ ...byHand, ...change }) as Predictions;
  it.each<[string, Predictions, RegExp]>([
    ['none at all', wrong({ ids: [], truth: new Int32Array(), scores: new Float32Array() }), /expected at least one sample/],
    ['scores of another shape', wrong({ scores: new Float32Array(17) }), /expected 6 × 3 scores, found 17/],
    [
      'a score that is none',
      wrong({ scores: byHand.scores.map((score, at) => (at === 4 ? Number.NaN : score)) }),
      /finite scores, found NaN for "2"/,
    ],
    ['a class that does not exist', wrong({ truth: Int32Array.of(0, 0, 1, 1, 2, 3) }), /true classes from 0 to 2, found 3 for "6"/],
    ['an id twice', wrong({ ids: ['1', '2', '3', '4', '5', '1'] }), /each id once, found "1" twice/],
    ['three classes as binary', wrong({ task: 'binary' }), /two classes for a binary task, found 3/],
  ])('%s', (_, predictions, message) => {
    expect(() => evaluate(predictions)).toThrow(DataError);
    expect(() => evaluate(predictions)).toThrow(message);
  });
});
