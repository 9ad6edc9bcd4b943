import { createRandom } from '../../packages/ml/src/random.ts';

const drawn = new Map<number, { scores: Float64Array; labels: Uint8Array }>();

/** Labels and the scores of a fair model, a tenth of them rounded so that there are ties. The same for the same size. */
export function drawScores(samples: number): { scores: Float64Array; labels: Uint8Array } {
  const known = drawn.get(samples);
  if (known) return known;
  const random = createRandom(samples);
  const labels = new Uint8Array(samples);
  const scores = new Float64Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    labels[sample] = random.uniform() < 0.3 ? 1 : 0;
    const score = 1 / (1 + Math.exp(-(random.normal() + (labels[sample] ? 0.8 : -0.8))));
    scores[sample] = sample % 10 === 0 ? Math.round(score * 100) / 100 : score;
  }
  const made = { scores, labels };
  drawn.set(samples, made);
  return made;
}
