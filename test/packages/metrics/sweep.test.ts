/** The sweep looks at few samples and sorts bare keys; it must say exactly what looking at everything says. */
import {
  confusionMatrix,
  createFusionSweep,
  delongInterval,
  fuseScores,
  predictedClasses,
  rocCurve,
  type SweepMetric,
  thinRocCurve,
  thresholdCounts,
  weightGrid,
} from '@atelier/metrics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confusionsOneByOne, confusionsOver } from '../../../packages/metrics/src/fusion/sweep-decisions.ts';
import { layOut } from '../../../packages/metrics/src/fusion/sweep-layout.ts';

const METRICS: SweepMetric[] = ['accuracy', 'macroF1', 'logLoss', 'auc'];

/** Scores that are often equal, nearly equal, or cross one another near a weight of the grid. */
const score = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0.1, 0.2, 0.3, 0.1 + 0.2, 0.5 - 2 ** -54, 0.5 + 2 ** -53, 2 ** -1060, 1),
);

const parts = fc
  .record({
    members: fc.integer({ min: 1, max: 4 }),
    classes: fc.constantFrom(1, 2, 3, 5),
    samples: fc.integer({ min: 1, max: 24 }),
    single: fc.boolean(),
  })
  .chain(({ members, classes, samples, single }) =>
    fc.record({
      classes: fc.constant(classes),
      labels: fc.array(fc.integer({ min: 0, max: Math.max(classes, 2) - 1 }), { minLength: samples, maxLength: samples }),
      members: fc
        .array(fc.array(score, { minLength: samples * classes, maxLength: samples * classes }), { minLength: members, maxLength: members })
        .map((lists) => lists.map((list) => (single ? Float32Array.from(list) : Float64Array.from(list)))),
    }),
  );

test('every value on the grid is what the point itself says, to the last bit', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 12 }), (part, steps) => {
      const sweep = createFusionSweep(part);
      for (const metric of METRICS) {
        const { weights, values } = sweep.curve({ metric, steps });
        expect(weights).toEqual(weightGrid({ members: part.members.length, steps }));
        weights.forEach((shares, point) => expect(values[point]).toBe(sweep.at(shares)[metric]));
      }
    }),
    { numRuns: 150 },
  );
});

test('the curves that are drawn are those of the metrics, thinned', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 12 }), (part, pixels) => {
      const { classes, members, labels } = part;
      const weights = members.map((_, member) => member + 1);
      const fused = fuseScores(members, weights);
      const view = createFusionSweep(part).view(weights, { pixels });
      const ranked = classes <= 2 ? [1] : [...Array(classes).keys()];
      const column = (c: number) => (classes === 1 ? fused : fused.filter((_, at) => at % classes === c));
      const curves = ranked.map((c) => thinRocCurve(rocCurve(labels, column(c), { posLabel: c }), { pixels }));
      expect(view.roc).toEqual(curves);
      expect(view.confusion).toEqual(confusionMatrix(labels, predictedClasses(fused, { classes }), { classes: Math.max(classes, 2) }));
    }),
    { numRuns: 200 },
  );
});

test('confusion matrices of all weights are those of fusing and looking at every sample', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 30 }), ({ members, labels, classes }, steps) => {
      const layout = layOut(members, Int32Array.from(labels), classes);
      const weights = weightGrid({ members: members.length, steps });
      expect(confusionsOver(layout, weights, { corners: members.length, steps })).toEqual(confusionsOneByOne(layout, weights));
    }),
    { numRuns: 150 },
  );
});

test('scores so large that their differences overflow are looked at one by one', () => {
  const members = [Float64Array.of(-1e308, 0.9e308, 1e308, 1), Float64Array.of(1e308, 0.8e308, -1e308, 2)];
  const layout = layOut(members, Int32Array.of(0, 1), 2);
  const weights = weightGrid({ members: 2, steps: 50 });
  expect(confusionsOver(layout, weights, { corners: 2, steps: 50 })).toEqual(confusionsOneByOne(layout, weights));
});

describe('along a line', () => {
  test('weights go from one end to the other, both met exactly, and values are those of the points', () => {
    fc.assert(
      fc.property(parts, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 8, maxLength: 8 }), (part, drawn) => {
        const count = part.members.length;
        const [from, to] = [drawn.slice(0, count), drawn.slice(4, 4 + count)];
        const sweep = createFusionSweep(part);
        for (const metric of METRICS) {
          const { weights, values } = sweep.curve({ metric, steps: 7, along: { from, to } });
          const ends = [from, to].map((weights) => sweep.at(weights).weights);
          expect([weights[0], weights.at(-1)]).toEqual(ends);
          weights.forEach((shares, point) => expect(values[point]).toBe(sweep.at(shares)[metric]));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a number of steps that is none is refused', () => {
    const sweep = createFusionSweep({ members: [[0.1], [0.2]], labels: [1] });
    expect(() => sweep.curve({ metric: 'auc', steps: 0.5, along: { from: [1, 0], to: [0, 1] } })).toThrow(/whole number of steps, got 0.5/);
  });
});

test('the band of AUC is the one of DeLong', () => {
  fc.assert(
    fc.property(parts, (part) => {
      fc.pre(part.classes === 1 && [0, 1].every((label) => part.labels.filter((each) => each === label).length > 1));
      const sweep = createFusionSweep(part);
      const { weights, low, high } = sweep.curve({ metric: 'auc', steps: 3 });
      weights.forEach((shares, point) => {
        const interval = delongInterval(part.labels, fuseScores(part.members, shares));
        expect(low[point]).toBeCloseTo(interval.low, 12);
        expect(high[point]).toBeCloseTo(interval.high, 12);
      });
    }),
  );
});

test('float32 scores are counted as the same float64 scores are, whatever their signs and sizes', () => {
  const any = fc.oneof(
    fc.float({ noNaN: true }),
    fc.constantFrom(0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38, Infinity, -Infinity),
    fc.integer({ min: -3, max: 3 }),
  );
  const labelled = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), any), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(labelled, (pairs) => {
      const labels = pairs.map(([label]) => label);
      const single = Float32Array.from(pairs, ([, value]) => value);
      expect(thresholdCounts(labels, single)).toEqual(thresholdCounts(labels, Float64Array.from(single)));
    }),
    { numRuns: 500 },
  );
});
