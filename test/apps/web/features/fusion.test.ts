/** What the fusion explorer computes beside the page. */
import { fuse, measure } from '@atelier/ml/fusion';
import { describe, expect, it } from 'vitest';
import { dotsPath, placeOf, stepsOf, tilePaths, triangle, weightsAt } from '../../../../apps/web/src/charts/prepare/simplex.ts';
import { lineThrough, typedWeight, weightByKey, weightsByKey, withWeight } from '../../../../apps/web/src/charts/prepare/weights.ts';
import { createEngine } from '../../../../apps/web/src/features/fusion/answers.ts';
import { createChoices } from '../../../../apps/web/src/features/fusion/choices.ts';
import { createLandscape } from '../../../../apps/web/src/features/fusion/landscape.ts';
import type { ClassPart } from '../../../../apps/web/src/features/fusion/members.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';

const classes = ['air', 'jig', 'reel'];

function drawPart(part: 'test' | 'validation', seed: number, samples = 200): ClassPart {
  const random = createRandom(seed);
  const truth = Int32Array.from({ length: samples }, () => Math.floor(random.uniform() * classes.length));
  const ids = Array.from({ length: samples }, (_, sample) => `work-${sample}`);
  const member = (skill: number) => {
    const scores = new Float32Array(samples * classes.length);
    for (let sample = 0; sample < samples; sample++) {
      const row = classes.map((_, code) => Math.exp(random.normal() + (code === truth[sample] ? skill : 0)));
      const sum = row.reduce((total, value) => total + value, 0);
      row.forEach((value, code) => {
        scores[sample * classes.length + code] = value / sum;
      });
    }
    return { task: 'multiclass' as const, name: `skill ${skill}`, ids, part, classes, scores, truth };
  };
  const members = [member(1), member(1.5), member(0.5)];
  return { task: 'classes', members, classes, truth, ids, rows: Int32Array.from(ids, (_, row) => row) };
}

const parts = { test: drawPart('test', 1), validation: drawPart('validation', 2) };

describe('the engine of the explorer', () => {
  const engine = createEngine(parts);
  const weights = [0.5, 0.3, 0.2];

  it.each(['weighted', 'geometric', 'rank', 'vote'] as const)(
    'says of three members mixed by %s what the fusion of their predictions says',
    (method) => {
      const fused = fuse(parts.test.members, { method, weights });
      const { metrics } = engine.view({ method, weights });
      for (const metric of ['accuracy', 'macro_f1', 'auc']) expect(metrics[metric]).toBe(measure(fused, metric));
    },
  );

  it('says of each member what its own predictions say, and where members disagree', () => {
    const { members, disputed } = engine.members();
    members.forEach((member, index) => expect(member.metrics.accuracy).toBe(measure(parts.test.members[index]!, 'accuracy')));
    expect(disputed.count).toBe(disputed.shown.length);
    disputed.shown.forEach(({ id, row, truth }, index) => {
      expect(new Set(members.map(({ said }) => said[index])).size).toBeGreaterThan(1);
      expect(parts.test.ids[row]).toBe(id);
      for (const { said, off } of members) expect(off[index]).toBe(said[index] === truth ? 0 : 1);
    });
    // A member that has all the weight calls what it calls.
    const first = engine.view({ method: 'weighted', weights: [1, 0, 0] });
    expect(first.said).toEqual(members[0]!.said);
    expect(first.disputedRight).toBe(members[0]!.disputedRight);
  });
});

describe('a metric over the weights', () => {
  const landscape = createLandscape(parts);

  it('is followed along the line on which one weight changes and the others keep their proportions', () => {
    const curve = landscape.line('auc', 'weighted', [0.2, 0.6, 0.2], 1);
    expect([curve.weights[0], curve.weights.at(-1)]).toEqual([0, 1]);
    const [alone, without] = [
      [0, 1, 0],
      [0.5, 0, 0.5],
    ].map((weights) => measure(fuse(parts.test.members, { method: 'weighted', weights }), 'auc'));
    expect([curve.test[0], curve.test.at(-1)]).toEqual([without, alone]);
    expect(curve.validation![0]).not.toBe(curve.test[0]);
  });

  it('is looked at on the validation part, where weights are chosen', () => {
    const surface = landscape.landscape('macro_f1', 'weighted')!;
    expect(surface.by).toBe('validation');
    expect(surface.weights).toHaveLength(231);
    const best = Array.from(surface.weights[surface.best]!);
    const { value } = createChoices(parts).choose('macro_f1', 'weighted')!;
    expect(surface.values[surface.best]).toBe(measure(fuse(parts.validation.members, { method: 'weighted', weights: best }), 'macro_f1'));
    // The search goes on from there in finer steps.
    expect(value).toBeGreaterThanOrEqual(surface.values[surface.best]!);
    expect(createLandscape({ ...parts, validation: undefined }).landscape('macro_f1', 'weighted')!.by).toBe('test');
  });
});

describe('a metric that no sweep follows', () => {
  const landscape = createLandscape(parts);

  it('is followed point by point, with a band where there is a closed form', () => {
    const curve = landscape.line('accuracy', 'vote', [0.2, 0.6, 0.2], 1);
    const [first] = curve.weights.keys();
    const without = fuse(parts.test.members, { method: 'vote', weights: [0.5, 0, 0.5] });
    expect(curve.test[first!]).toBe(measure(without, 'accuracy'));
    expect(curve.low[0]).toBeLessThan(curve.test[0]!);
    expect(landscape.line('auc', 'rank', [0.2, 0.6, 0.2], 1).low.every(Number.isNaN)).toBe(true);
  });

  it('has a best point and points that are as good as that', () => {
    const { values, best, alike } = landscape.landscape('accuracy', 'geometric')!;
    expect(values[best]).toBe(Math.max(...values));
    expect([...alike]).toContain(best);
  });
});

describe('members over folds', () => {
  const folds = Int32Array.from({ length: 200 }, (_, sample) => sample % 4);
  const choices = createChoices({ test: { ...drawPart('test', 3), folds }, validation: undefined });

  it('have weights chosen by folds, those of each fold without its works', () => {
    const { weights, on, perFold } = choices.choose('accuracy', 'weighted')!;
    expect(on).toBe('folds');
    expect(perFold).toHaveLength(4);
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
    const fused = choices.byFolds('accuracy', 'weighted');
    const alone = fuse(drawPart('test', 3).members, { method: 'weighted', weights: perFold[1]! });
    // A work of fold 1 is fused by the weights of fold 1.
    expect([...fused.scores.subarray(3, 6)]).toEqual([...alone.scores.subarray(3, 6)]);
  });

  it('gain what their works fused by folds gain', () => {
    const { weights } = choices.choose('accuracy', 'weighted')!;
    const asked = { method: 'weighted', metric: 'accuracy', weights } as const;
    const members = drawPart('test', 3).members;
    const { over, difference } = choices.gain({ ...asked, byFolds: true });
    expect(difference).toBeCloseTo(measure(choices.byFolds('accuracy', 'weighted'), 'accuracy') - measure(members[over]!, 'accuracy'), 12);
    expect(choices.gain({ ...asked, byFolds: false }).difference).not.toBe(difference);
  });
});

describe('weights', () => {
  it('give way in proportion when one of them is set', () => {
    expect(withWeight([0.5, 0.3, 0.2], 0, 0.75)).toEqual([0.75, 0.15, 0.1].map((weight) => expect.closeTo(weight, 12)));
    expect(withWeight([1, 0, 0], 0, 0.5)).toEqual([0.5, 0.25, 0.25]);
    expect(lineThrough([0, 1, 0], 1)).toEqual({ from: [1, 0, 1], to: [0, 1, 0] });
  });

  it.each([
    ['0.4', 0.4],
    [' ,25 ', 0.25],
    ['40 %', 0.4],
    ['1', 1],
    ['1.2', undefined],
    ['-0.1', undefined],
    ['.', undefined],
    ['half', undefined],
    ['', undefined],
  ])('are typed: %j', (text, weight) => expect(typedWeight(text)).toBe(weight));

  it('follow keys in hundredths, with Shift in tenths, and stop at the ends', () => {
    const press = (key: string, shiftKey = false) => ({ key, shiftKey });
    expect(weightByKey(0.42, press('ArrowRight'))).toBe(0.43);
    expect(weightByKey(0.42, press('ArrowDown', true))).toBe(0.32);
    expect(weightByKey(0.95, press('PageUp'))).toBe(1);
    expect([weightByKey(0.4, press('Home')), weightByKey(0.4, press('End')), weightByKey(0.4, press('a'))]).toEqual([0, 1, undefined]);
    expect(weightsByKey([0.5, 0.3, 0.2], press('ArrowUp', true))).toEqual([0.6, 0.24, 0.16].map((weight) => expect.closeTo(weight, 12)));
    expect(weightsByKey([0.5, 0.3, 0.2], press('ArrowLeft'))![1]).toBe(0.31);
    expect(weightsByKey([0.5, 0.3, 0.2], press('ArrowRight'))![2]).toBe(0.21);
    expect(weightsByKey([0.5, 0.3, 0.2], press('Tab'))).toBeUndefined();
  });

  it('lie in the triangle, and are found there again', () => {
    const place = triangle(40, 20, 280);
    expect(placeOf(place, [1, 0, 0])).toEqual({ x: 180, y: 20 });
    for (const weights of [
      [1, 0, 0],
      [0.25, 0.5, 0.25],
      [0.01, 0.33, 0.66],
    ])
      expect(weightsAt(place, placeOf(place, weights))).toEqual(weights);
    const outside = weightsAt(place, { x: 0, y: placeOf(place, [0, 1, 0]).y });
    expect(outside).toEqual([0, 1, 0]);
  });

  it('have tiles shaded by the values, and none where there is no number', () => {
    const place = triangle(0, 0, 100);
    const weights = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const { paths, low, high } = tilePaths(place, weights, [0.2, Number.NaN, 0.8], 4);
    expect([low, high]).toEqual([0.2, 0.8]);
    expect(paths.map((path) => path.split('M').length - 1)).toEqual([1, 0, 0, 1]);
    expect(stepsOf(231)).toBe(20);
    expect(dotsPath(place, weights).match(/h0/g)).toHaveLength(3);
  });
});
