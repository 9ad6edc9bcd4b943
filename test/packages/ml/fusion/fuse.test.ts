import { readdirSync, readFileSync } from 'node:fs';
import { type ClassPredictions, evaluate, metricOf, type Predictions } from '@atelier/ml/evaluation';
import { DataError } from '@atelier/ml/formats';
import { chooseWeights, disagreements, type FusionMethod, fitStacking, fuse, gainOverBest, measure } from '@atelier/ml/fusion';
import { describe, expect, it } from 'vitest';
import { drawPredictions } from '../../../support/drawn-predictions.ts';

const cnn = drawPredictions({ name: 'cnn', skill: 1.4 });
const rnn = drawPredictions({ name: 'rnn', skill: 1.1 });
const methods: FusionMethod[] = ['mean', 'weighted', 'geometric', 'rank', 'vote'];

/** Two samples of two classes. */
const small = (name: string, scores: number[]): ClassPredictions => ({
  name,
  task: 'binary',
  classes: ['no', 'yes'],
  ids: ['a', 'b'],
  truth: Int32Array.of(0, 1),
  scores: Float32Array.from(scores),
});

describe('fusing', () => {
  it('works out by hand', () => {
    const members = [small('one', [0.9, 0.1, 0.6, 0.4]), small('two', [0.4, 0.6, 0.2, 0.8])];
    const scores = (method: FusionMethod, weights?: number[]): number[] =>
      [...fuse(members, { method, ...(weights ? { weights } : {}) }).scores].map((score) => Math.round(score * 1000) / 1000);
    expect(scores('mean')).toEqual([0.65, 0.35, 0.4, 0.6]);
    expect(scores('weighted', [3, 1])).toEqual([0.775, 0.225, 0.5, 0.5]);
    // √(.9·.4) = .6 and √(.1·.6) = .245; √(.6·.2) = .346 and √(.4·.8) = .566.
    expect(scores('geometric')).toEqual([0.71, 0.29, 0.38, 0.62]);
    // Both rank b above a for "yes", and a above b for "no".
    expect(scores('rank')).toEqual([1, 0, 0, 1]);
    // One vote each: the mean score decides.
    expect(fuse(members, { method: 'vote' }).scores[0]).toBeGreaterThan(fuse(members, { method: 'vote' }).scores[1]);
  });

  it.each(methods)('%s: a model with itself calls the same classes, whatever the weights', (method) => {
    const fused = fuse([cnn, cnn, cnn], { method, weights: [0.2, 0.3, 0.5] });
    if (method === 'mean' || method === 'weighted') expect(fused.scores).toEqual(cnn.scores);
    if (method !== 'rank') expect(measure(fused, 'accuracy')).toBe(measure(cnn, 'accuracy'));
    expect(fused.ids).toEqual(cnn.ids);
  });

  it.each(methods)('%s: follows the ids, not the order of the rows', (method) => {
    const order = [...rnn.ids.keys()].reverse();
    const reversed: ClassPredictions = {
      ...rnn,
      ids: order.map((row) => rnn.ids[row]),
      truth: Int32Array.from(order, (row) => rnn.truth[row]),
      scores: Float32Array.from(order.flatMap((row) => [...rnn.scores.subarray(row * 3, row * 3 + 3)])),
    };
    expect(fuse([cnn, reversed], { method, weights: [0.6, 0.4] }).scores).toEqual(fuse([cnn, rnn], { method, weights: [0.6, 0.4] }).scores);
  });

  it('gives predictions that are evaluated like any other, values too', () => {
    expect(metricOf(evaluate(fuse([cnn, rnn], { method: 'mean' })), 'accuracy')?.value).toBe(
      measure(fuse([cnn, rnn], { method: 'mean' }), 'accuracy'),
    );
    const values = (scores: number[]): Predictions => ({
      task: 'regression',
      outputs: 1,
      ids: ['a', 'b'],
      truth: Float64Array.of(1, 2),
      scores: Float32Array.from(scores),
    });
    expect([...fuse([values([0, 2]), values([2, 4])], { method: 'mean' }).scores]).toEqual([1, 3]);
    expect(() => fuse([values([0, 2])], { method: 'vote' })).toThrow('fuse requires the method mean or weighted for regression, got vote');
  });

  it.each<[string, Predictions, RegExp]>([
    [
      'samples that one lacks',
      { ...rnn, ids: rnn.ids.map((id) => (id === 's3' ? 'other' : id)) },
      /expected rnn to have predicted every sample of cnn, found 1 missing: "s3"/,
    ],
    [
      'fewer samples',
      { ...rnn, ids: rnn.ids.slice(0, 290), truth: rnn.truth.slice(0, 290), scores: rnn.scores.slice(0, 870) },
      /found 10 missing: "s290", .*…/,
    ],
    [
      'other classes',
      { ...rnn, classes: ['air', 'jig', 'waltz'] },
      /cnn and rnn of the same classes, found air, jig, reel and air, jig, waltz/,
    ],
    ['another part', { ...rnn, part: 'test' }, /cnn and rnn of the same part, found validation and test/],
    ['another split', { ...rnn, split: 'bbb' }, /cnn and rnn of the same split, found aaa and bbb/],
    [
      'another truth',
      { ...rnn, truth: rnn.truth.map((label, row) => (row === 7 ? (label + 1) % 3 : label)) },
      /with the same truth, found \d and \d for "s7"/,
    ],
  ])('refuses %s and names the members', (_, other, message) => {
    const one = { ...cnn, split: 'aaa' };
    expect(() => fuse([one, other], { method: 'mean' })).toThrow(DataError);
    expect(() => fuse([one, other], { method: 'mean' })).toThrow(message);
  });

  it.each<[number[], RegExp]>([
    [[1], /one weight for each of 2 members, got 1/],
    [[1, -1], /weights of 0 or more, got -1/],
    [[0, 0], /a weight above 0, got only zeros/],
    [[Number.NaN, 1], /weights of 0 or more, got NaN/],
  ])('refuses the weights %j', (weights, message) => {
    expect(() => fuse([cnn, rnn], { method: 'weighted', weights })).toThrow(message);
  });
});

describe('choosing weights', () => {
  it('finds the best of the whole line for two members', () => {
    const { weights, value, curve } = chooseWeights([cnn, rnn], { metric: 'macro_f1' });
    expect(curve).toHaveLength(101);
    expect([curve[0].weight, curve[100].weight]).toEqual([0, 1]);
    expect(curve[0].value).toBe(measure(rnn, 'macro_f1'));
    expect(curve[100].value).toBe(measure(cnn, 'macro_f1'));
    expect(value).toBe(Math.max(...curve.map((point) => point.value)));
    expect(measure(fuse([cnn, rnn], { method: 'weighted', weights }), 'macro_f1')).toBe(value);
  });

  it('says along the line what measuring each fusion says, by whichever way it goes there', () => {
    for (const metric of ['accuracy', 'macro_f1', 'auc'])
      for (const { weight, value } of chooseWeights([cnn, rnn], { metric, steps: 20 }).curve)
        expect(value).toBe(measure(fuse([cnn, rnn], { method: 'weighted', weights: [weight, 1 - weight] }), metric));
  });

  it('takes less for better where it is', () => {
    const { value, curve } = chooseWeights([cnn, rnn], { metric: 'log_loss' });
    expect(value).toBe(Math.min(...curve.map((point) => point.value)));
  });

  it('gives a member that guesses next to nothing, and is no worse than the best member', () => {
    const members = [cnn, rnn, drawPredictions({ name: 'dice', skill: 0 })];
    const { weights, value } = chooseWeights(members, { metric: 'log_loss' });
    expect(weights[2]).toBeLessThan(0.1);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(value).toBeLessThanOrEqual(Math.min(...members.map((member) => measure(member, 'log_loss'))));
  });

  it('never looks at the test part', () => {
    expect(() => chooseWeights([cnn, { ...rnn, part: 'test' }])).toThrow(
      'chooseWeights requires predictions of the validation part, got the test part',
    );
  });

  it('names the metrics that there are', () => {
    expect(() => chooseWeights([cnn, rnn], { metric: 'beauty' })).toThrow(/expected a metric of accuracy, .*found "beauty"/);
  });
});

describe('stacking', () => {
  it('learns which member to trust, and is applied to other predictions', () => {
    const dice = drawPredictions({ name: 'dice', skill: 0 });
    const state = fitStacking([cnn, dice]);
    expect(fitStacking([cnn, dice])).toEqual(state);
    const held = ['cnn on test', 'dice on test'].map((name, index) =>
      drawPredictions({ name, skill: index === 0 ? 1.4 : 0, part: 'test' }),
    );
    const stacked = fuse(held, { method: 'stack', stacking: JSON.parse(JSON.stringify(state)) });
    expect(measure(stacked, 'log_loss')).toBeLessThan(measure(fuse(held, { method: 'mean' }), 'log_loss'));
    expect(() => fuse(held, { method: 'stack' })).toThrow('fuse requires what fitStacking learned for the method stack, got none');
    expect(() => fuse([held[0]], { method: 'stack', stacking: state })).toThrow(
      'fuse requires stacking of 1 members and 3 classes, got one of 2 and 3',
    );
  });
});

describe('what a fusion is worth', () => {
  it('is its gain over the best member, with a paired interval', () => {
    const fused = fuse([rnn, cnn], { method: 'mean' });
    const { over, test } = gainOverBest(fused, [rnn, cnn], 'accuracy');
    expect(over).toBe(1);
    expect(test.difference).toBeCloseTo(measure(fused, 'accuracy') - measure(cnn, 'accuracy'), 12);
    expect(test.low).toBeLessThanOrEqual(test.difference);
    expect(test.high).toBeGreaterThanOrEqual(test.difference);
  });

  it('is shown where members disagree, the surest first', () => {
    const list = disagreements([cnn, rnn]);
    expect(list.length).toBeGreaterThan(10);
    for (const { called } of list) expect(called[0]).not.toBe(called[1]);
    const certainty = list.map(({ confidence }) => Math.min(...confidence));
    expect(certainty).toEqual([...certainty].sort((one, other) => other - one));
    expect(disagreements([cnn, cnn])).toEqual([]);
  });
});

it('runs in a browser: nothing behind the doors of fusion and evaluation asks for Node', () => {
  for (const folder of ['fusion', 'evaluation']) {
    const base = new URL(`../../../../packages/ml/src/${folder}/`, import.meta.url);
    for (const name of readdirSync(base)) {
      const imports = [...readFileSync(new URL(name, base), 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm)].map(
        ([, path]) => path,
      );
      for (const path of imports)
        expect(path, `${folder}/${name}`).toMatch(
          /^(\.\/[\w-]+\.ts|\.\.\/evaluation\/[\w-]+\.ts|\.\.\/formats\/data-error\.ts|@atelier\/metrics)$/,
        );
    }
  }
});
