/** What the fusion explorer computes beside the page. */
import { fuse, measure } from '@atelier/ml/fusion';
import { describe, expect, it } from 'vitest';
import { dotsPath, placeOf, stepsOf, tilePaths, triangle, weightsAt } from '../../../../apps/web/src/charts/prepare/simplex.ts';
import { choose, createLandscape } from '../../../../apps/web/src/features/fusion/landscape.ts';
import { lineThrough, withWeight } from '../../../../apps/web/src/features/fusion/line-through.ts';
import { createEngine } from '../../../../apps/web/src/features/fusion/measure.ts';
import type { Part } from '../../../../apps/web/src/features/fusion/members.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';

const classes = ['air', 'jig', 'reel'];

function drawPart(part: 'test' | 'validation', seed: number, samples = 200): Part {
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
  return { members: [member(1), member(1.5), member(0.5)], classes, truth, ids, rows: Int32Array.from(ids, (_, row) => row) };
}

const parts = { test: drawPart('test', 1), validation: drawPart('validation', 2) };

describe('the engine of the explorer', () => {
  const engine = createEngine(parts);
  const weights = [0.5, 0.3, 0.2];

  it.each(['weighted', 'geometric', 'rank', 'vote'] as const)(
    'says of three members mixed by %s what the fusion of their predictions says',
    (method) => {
      const fused = fuse(parts.test.members, { method, weights });
      const view = engine.view({ method, weights });
      expect(view.accuracy).toBe(measure(fused, 'accuracy'));
      expect(view.macroF1).toBe(measure(fused, 'macro_f1'));
      expect(view.auc).toBe(measure(fused, 'auc'));
    },
  );

  it('says of each member what its own predictions say, and where members disagree', () => {
    const { members, disputed } = engine.members();
    members.forEach((member, index) => expect(member.accuracy).toBe(measure(parts.test.members[index]!, 'accuracy')));
    expect(disputed.count).toBeGreaterThan(disputed.shown.length);
    for (const { called, id, row } of disputed.shown) {
      expect(new Set(called).size).toBeGreaterThan(1);
      expect(parts.test.ids[row]).toBe(id);
    }
    // A member that has all the weight calls what it calls.
    const first = engine.view({ method: 'weighted', weights: [1, 0, 0] });
    expect([...first.disputed]).toEqual(disputed.shown.map(({ called }) => called[0]));
    expect(first.disputedRight).toBe(members[0]!.disputedRight);
  });
});

describe('a metric over the weights', () => {
  const landscape = createLandscape(parts);

  it('is followed along the line on which one weight changes and the others keep their proportions', () => {
    const curve = landscape.line('auc', [0.2, 0.6, 0.2], 1);
    expect([curve.weights[0], curve.weights.at(-1)]).toEqual([0, 1]);
    const [alone, without] = [
      [0, 1, 0],
      [0.5, 0, 0.5],
    ].map((weights) => measure(fuse(parts.test.members, { method: 'weighted', weights }), 'auc'));
    expect([curve.test[0], curve.test.at(-1)]).toEqual([without, alone]);
    expect(curve.validation![0]).not.toBe(curve.test[0]);
  });

  it('is looked at on the validation part, where weights are chosen', () => {
    const surface = landscape.landscape('macro_f1')!;
    expect(surface.by).toBe('validation');
    expect(surface.weights).toHaveLength(231);
    const best = [...surface.weights[surface.best]!];
    const { value } = choose(parts, 'macro_f1', 'weighted')!;
    expect(surface.values[surface.best]).toBe(measure(fuse(parts.validation.members, { method: 'weighted', weights: best }), 'macro_f1'));
    // The search goes on from there in finer steps.
    expect(value).toBeGreaterThanOrEqual(surface.values[surface.best]!);
    expect(createLandscape({ ...parts, validation: undefined }).landscape('macro_f1')!.by).toBe('test');
  });
});

describe('weights', () => {
  it('give way in proportion when one of them is set', () => {
    expect(withWeight([0.5, 0.3, 0.2], 0, 0.75)).toEqual([0.75, 0.15, 0.1].map((weight) => expect.closeTo(weight, 12)));
    expect(withWeight([1, 0, 0], 0, 0.5)).toEqual([0.5, 0.25, 0.25]);
    expect(lineThrough([0, 1, 0], 1)).toEqual({ from: [1, 0, 1], to: [0, 1, 0] });
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
