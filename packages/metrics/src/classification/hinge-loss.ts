import { type Labels, type Scores, columnsOf, toClassIndices, toFloats, toWeights } from '../input.ts';
import { mean } from '../sum.ts';
import type { LossOptions } from './log-loss.ts';

/**
 * Hinge loss: the mean of max(0, 1 − margin).
 *
 * The margin is the decision value, its sign turned for class 0; with more classes, the truth's value less the highest
 * other one (Crammer and Singer). Shapes: `labels` `[samples]`, `decisions` `[samples]` or `[samples × classes]`. Range 0 up.
 * As scikit-learn's `hinge_loss`.
 *
 * @example
 * hingeLoss([0, 1, 1], [-2.2, 1.3, 0.1]) // → 0.3
 */
export function hingeLoss(labels: Labels, decisions: Scores, options: Omit<LossOptions, 'normalize'> = {}): number {
  const classes = columnsOf('hingeLoss', decisions, labels.length, options.classes);
  const truth = toClassIndices('hingeLoss', 'labels', labels, Math.max(classes, 2));
  const values = toFloats('hingeLoss', 'decisions', decisions);
  const losses = Float64Array.from(truth, (label, i) => {
    if (classes === 1) return Math.max(0, 1 - (label === 1 ? values[i] : -values[i]));
    let other = -Infinity;
    for (let c = 0; c < classes; c++) if (c !== label) other = Math.max(other, values[i * classes + c]);
    return Math.max(0, 1 - (values[i * classes + label] - other));
  });
  return mean(losses, toWeights('hingeLoss', options.sampleWeight, labels.length));
}
