import {
  accumulateConfusion,
  accuracy,
  accuracyOf,
  averagePrecision,
  confusionMatrix,
  countsPerClass,
  createFusionSweep,
  f1,
  f1Of,
  fuseScores,
  logLoss,
  mcnemar,
  multiclassAuc,
  rocAuc,
  rocCurve,
  reliabilityCurve,
} from '@atelier/metrics';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const ranked = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: -20, max: 20 })), { minLength: 2, maxLength: 60 })
  .filter((pairs) => new Set(pairs.map(([label]) => label)).size === 2)
  .map((pairs) => ({ labels: pairs.map(([label]) => label), scores: pairs.map(([, score]) => score / 8) }));
const classified = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 80 })
  .map((pairs) => ({ labels: pairs.map(([label]) => label), predicted: pairs.map(([, guess]) => guess) }));

test('AUC is the share of pairs that are in order, a tie being half', () => {
  fc.assert(
    fc.property(ranked, ({ labels, scores }) => {
      let won = 0;
      let pairs = 0;
      labels.forEach((a, i) => {
        labels.forEach((b, j) => {
          if (a !== 1 || b !== 0) return;
          pairs += 1;
          won += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
        });
      });
      expect(rocAuc(labels, scores)).toBeCloseTo(won / pairs, 14);
    }),
  );
});

test('AUC and average precision see only the order of scores', () => {
  fc.assert(
    fc.property(ranked, ({ labels, scores }) => {
      const stretched = scores.map((score) => Math.exp(score * 3) + 7);
      expect(rocAuc(labels, stretched)).toBe(rocAuc(labels, scores));
      expect(averagePrecision(labels, stretched)).toBe(averagePrecision(labels, scores));
    }),
  );
});

test('turning labels or scores round turns AUC round', () => {
  fc.assert(
    fc.property(ranked, ({ labels, scores }) => {
      const auc = rocAuc(labels, scores);
      expect(
        rocAuc(
          labels.map((label) => 1 - label),
          scores,
        ),
      ).toBeCloseTo(1 - auc, 14);
      expect(
        rocAuc(
          labels,
          scores.map((score) => -score),
        ),
      ).toBeCloseTo(1 - auc, 14);
    }),
  );
});

test('the area under the drawn ROC curve is AUC, thinned or not', () => {
  fc.assert(
    fc.property(ranked, fc.boolean(), ({ labels, scores }, dropIntermediate) => {
      const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(labels, scores, { dropIntermediate });
      let area = 0;
      for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
      expect(area).toBeCloseTo(rocAuc(labels, scores), 12);
    }),
  );
});

test('the order of samples changes nothing', () => {
  fc.assert(
    fc.property(classified, ranked, ({ labels, predicted }, scored) => {
      expect(accuracy([...labels].reverse(), [...predicted].reverse())).toBe(accuracy(labels, predicted));
      expect(f1([...labels].reverse(), [...predicted].reverse(), { average: 'macro' })).toBe(f1(labels, predicted, { average: 'macro' }));
      expect(rocAuc([...scored.labels].reverse(), [...scored.scores].reverse())).toBe(rocAuc(scored.labels, scored.scores));
    }),
  );
});

test('merged accumulators equal the whole', () => {
  fc.assert(
    fc.property(classified, fc.nat(80), ({ labels, predicted }, cut) => {
      const [first, second] = [accumulateConfusion({ classes: 4 }), accumulateConfusion({ classes: 4 })];
      if (labels.slice(0, cut).length > 0) first.add(labels.slice(0, cut), predicted.slice(0, cut));
      if (labels.slice(cut).length > 0) second.add(labels.slice(cut), predicted.slice(cut));
      first.merge(second);
      const whole = confusionMatrix(labels, predicted, { classes: 4 });
      expect(first.confusion()).toEqual(whole);
      expect(accuracyOf(first.confusion())).toBe(accuracyOf(whole));
    }),
  );
});

test('a sample weighted twice is a sample that is there twice', () => {
  fc.assert(
    fc.property(classified, ({ labels, predicted }) => {
      const twice = { labels: [...labels, labels[0]!], predicted: [...predicted, predicted[0]!] };
      const sampleWeight = labels.map((_, sample) => (sample === 0 ? 2 : 1));
      expect(accuracy(labels, predicted, { sampleWeight })).toBeCloseTo(accuracy(twice.labels, twice.predicted), 14);
    }),
  );
});

test('comparing a model with itself finds no difference', () => {
  fc.assert(
    fc.property(classified, ({ labels, predicted }) => {
      expect(mcnemar(labels, predicted, predicted).pValue).toBe(1);
    }),
  );
});

const mixed = fc.integer({ min: 2, max: 40 }).chain((samples) => {
  const rows = fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 3, maxLength: 3 }), {
    minLength: samples,
    maxLength: samples,
  });
  return fc.record({
    labels: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: samples, maxLength: samples }),
    first: rows,
    second: rows,
  });
});
const shares = (rows: number[][]) =>
  Float64Array.from(rows.flatMap((row) => row.map((value) => value / row.reduce((sum, next) => sum + next, 0))));

test('fusing a model with itself changes nothing, whatever the weight', () => {
  fc.assert(
    fc.property(mixed, fc.integer({ min: 0, max: 10 }), ({ first }, weight) => {
      const member = shares(first);
      const fused = fuseScores([member, member], [weight, 11 - weight]);
      fused.forEach((score, at) => expect(score).toBeCloseTo(member[at]!, 14));
    }),
  );
});

test('a step of the sweep is what the metrics say of the fused scores', () => {
  fc.assert(
    fc.property(mixed, fc.integer({ min: 0, max: 10 }), ({ labels, first, second }, weight) => {
      const members = [shares(first), shares(second)];
      const weights = [weight / 10, 1 - weight / 10];
      const step = createFusionSweep({ members, labels, classes: 3 }).view(weights);
      const fused = fuseScores(members, weights);
      const predicted = labels.map((_, sample) =>
        [0, 1, 2].reduce((best, c) => (fused[sample * 3 + c]! > fused[sample * 3 + best]! ? c : best), 0),
      );
      const confusion = confusionMatrix(labels, predicted, { classes: 3 });
      expect(step.confusion).toEqual(confusion);
      expect(step.accuracy).toBe(accuracy(labels, predicted));
      expect(step.logLoss).toBeCloseTo(logLoss(labels, fused, { classes: 3 }), 12);
      expect(step.auc).toEqual(multiclassAuc(labels, fused, { classes: 3 }));
      expect(step.macroF1).toEqual(f1Of(countsPerClass(confusion), { average: 'macro' }));
    }),
  );
});

test('a uniform bin is open below and closed above, on its edges as well', () => {
  const score = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 60 }).map((part) => part / 60),
  );
  fc.assert(
    fc.property(score, fc.integer({ min: 1, max: 60 }), (probability, bins) => {
      const { bins: filled, edges } = reliabilityCurve([1], [probability], { bins });
      const inner = [...edges.slice(1, -1)];
      expect(filled[0]).toBe(inner.filter((edge) => edge < probability).length);
    }),
  );
});
