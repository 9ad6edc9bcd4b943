/** Predictions of an invented model: right more often the surer it is. */
import type { ClassPredictions } from '@atelier/ml/evaluation';
import { createRandom } from '../../packages/ml/src/random.ts';

export interface DrawnModel {
  readonly name: string;
  /** How much the true class stands out; 0 is guessing. */
  readonly skill: number;
  readonly samples?: number;
  readonly classes?: readonly string[];
  readonly part?: 'validation' | 'test';
}

/** The truth depends on `samples` and `classes` alone, so that models can be compared; the scores depend on the name. */
export function drawPredictions({
  name,
  skill,
  samples = 300,
  classes = ['air', 'jig', 'reel'],
  part = 'validation',
}: DrawnModel): ClassPredictions {
  const truths = createRandom('truth');
  const random = createRandom(name);
  const truth = Int32Array.from({ length: samples }, () => truths.integer(classes.length));
  const scores = new Float32Array(samples * classes.length);
  truth.forEach((label, sample) => {
    const powers = classes.map((_, code) => Math.exp((code === label ? skill : 0) + random.normal()));
    const total = powers.reduce((sum, power) => sum + power, 0);
    powers.forEach((power, code) => {
      scores[sample * classes.length + code] = power / total;
    });
  });
  const ids = Array.from(truth, (_, sample) => `s${sample}`);
  return { name, task: classes.length === 2 ? 'binary' : 'multiclass', classes, ids, scores, truth, part };
}
