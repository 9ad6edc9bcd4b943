/** The fusion sweep against fusing and measuring anew at every weight, with this package's own metrics: what the layout and the crossings save. */
import { createFusionSweep, f1, fuseScores, predictedClasses, rocAuc, type SweepMetric, weightGrid } from '@atelier/metrics';
import { createRandom } from '../../packages/ml/src/random.ts';
import type { BenchResult, BenchRow } from '../harness.ts';
import { medianMs } from '../harness.ts';

interface Task {
  readonly members: number;
  readonly classes: number;
  readonly steps: number;
  readonly metric: SweepMetric;
}

const SAMPLES = 100_000;

/** Members that are right about three times in four, float32 as predictions are stored. */
export function drawMembers(members: number, classes: number, samples: number): { members: Float32Array[]; labels: Uint8Array } {
  const random = createRandom(members * 1000 + classes);
  const labels = Uint8Array.from({ length: samples }, () => Math.floor(random.uniform() * classes));
  const draw = () => {
    const scores = new Float32Array(samples * classes);
    for (let sample = 0; sample < samples; sample++) {
      let sum = 0;
      const row = scores.subarray(sample * classes, (sample + 1) * classes);
      for (let c = 0; c < classes; c++) sum += row[c] = Math.exp(1.5 * random.normal() + (c === labels[sample] ? 2.5 : 0));
      for (let c = 0; c < classes; c++) row[c] /= sum;
    }
    return scores;
  };
  return { members: Array.from({ length: members }, draw), labels };
}

async function sweep({ members: count, classes, steps, metric }: Task): Promise<BenchResult> {
  const { members, labels } = drawMembers(count, classes, SAMPLES);
  const weights = weightGrid({ members: count, steps });
  const valueAt = (shares: Float64Array): number => {
    const fused = fuseScores(members, shares);
    if (metric === 'auc')
      return rocAuc(
        labels,
        fused.filter((_, at) => at % 2 === 1),
      );
    return f1(labels, predictedClasses(fused, { classes }), { average: 'macro', classes });
  };
  const { curve } = createFusionSweep({ members, labels, classes });
  const { values } = curve({ metric, steps });
  // Every tenth weight stands for all: what is done anew costs the same each time.
  const probes = weights.filter((_, at) => at % 10 === 0);
  probes.forEach((shares, at) => {
    if (valueAt(shares) !== values[at * 10]) throw new Error(`at ${shares}: ${values[at * 10]} in the sweep, ${valueAt(shares)} anew`);
  });
  const ours = await medianMs(() => curve({ metric, steps }), 5);
  const anew = ((await medianMs(() => probes.forEach(valueAt), 3)) * weights.length) / probes.length;
  return { ratio: anew / ours, detail: `${weights.length} weights with band: ${ours.toFixed(0)} ms against ${anew.toFixed(0)} ms anew` };
}

const row = (id: string, title: string, floor: number, target: number, task: Task): BenchRow => ({
  id,
  title,
  floor,
  target,
  run: () => sweep(task),
});

export const sweepRows: BenchRow[] = [
  row('K5a', 'AUC along all weights of two models × 100,000', 2, 4, { members: 2, classes: 2, steps: 100, metric: 'auc' }),
  row('K5f', 'macro F1 along all weights of two models × 100,000', 20, 40, { members: 2, classes: 2, steps: 100, metric: 'macroF1' }),
  row('K5s', 'macro F1 on the simplex of three models × 100,000 × 10 classes', 5, 10, {
    members: 3,
    classes: 10,
    steps: 20,
    metric: 'macroF1',
  }),
];
