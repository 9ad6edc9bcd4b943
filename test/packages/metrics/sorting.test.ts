/** Sorts of more scores than native sorting is left to, against native sorting; and AUC by bare values against AUC by samples. */
import { rocAuc, rocAucOf, thresholdCounts } from '@atelier/metrics';
import { describe, expect, test } from 'vitest';
import { orderDescending } from '../../../packages/metrics/src/ranking/order.ts';
import { sortAscending } from '../../../packages/metrics/src/ranking/sort-values.ts';
import { createRandom } from '../../../packages/ml/src/random.ts';

const SAMPLES = 5_000;
const random = createRandom(5);
const kinds: Record<string, (i: number) => number> = {
  'between 0 and 1': () => random.uniform(),
  'with many ties': () => Math.round(random.uniform() * 10) / 10,
  'all one': () => 0.25,
  'one ulp apart': (i) => 0.5 + (i % 97) * 2 ** -53,
  'within one float32': () => 1 + random.uniform() * 1e-9,
  'of both signs': () => random.uniform() - 0.5,
  'of every size': () => (random.uniform() - 0.5) * 10 ** Math.floor(random.uniform() * 600 - 300),
  denormal: () => Math.floor(random.uniform() * 1_000) * 5e-324,
  infinite: (i) => [Infinity, -Infinity, random.uniform()][i % 3],
};

describe.each(Object.keys(kinds))('scores %s', (kind) => {
  test.each(['float64', 'float32'])('of %s come in order', (type) => {
    const scores = new (type === 'float64' ? Float64Array : Float32Array)(SAMPLES);
    for (let i = 0; i < SAMPLES; i++) scores[i] = kinds[kind](i);
    // Rounding to float32 can leave a −0, which only a sort of bits tells from +0.
    for (let i = 0; i < SAMPLES; i++) scores[i] += 0;
    const sorted = scores.slice();
    sortAscending(sorted);
    expect(sorted).toEqual(scores.slice().sort());
    const order = orderDescending(scores);
    expect(Array.from(order, (sample) => scores[sample]).reverse()).toEqual(Array.from(sorted));
    expect(new Set(order).size).toBe(SAMPLES);
  });

  test('give one AUC by values and by samples', () => {
    const scores = Float64Array.from({ length: SAMPLES }, (_, i) => kinds[kind](i));
    const labels = Uint8Array.from(scores, () => (random.uniform() < 0.3 ? 1 : 0));
    expect(rocAuc(labels, scores)).toBe(rocAucOf(thresholdCounts(labels, scores)));
  });
});

test('sorting a view leaves the rest of its buffer alone', () => {
  const whole = Float32Array.from({ length: 2_000 }, (_, i) => 2_000 - i);
  sortAscending(whole.subarray(500, 1_500));
  expect([whole[499], whole[500], whole[1_499], whole[1_500]]).toEqual([1_501, 501, 1_500, 500]);
});
