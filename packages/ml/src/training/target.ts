/** What is to be learned, as the loss wants it, and how far logits are from it. Plain arrays; nothing here loads TensorFlow. */
import type { Target } from '../dataset/batch-source.ts';
import type { Head } from '../model/plan.ts';

/** The head that a target calls for. */
export function headFor(target: Target): Head {
  if (target.kind === 'regression') return { kind: 'regression', outputs: target.outputs };
  if (target.kind === 'multilabel') return { kind: 'multilabel', classes: target.classes.length };
  return target.classes.length === 2 ? { kind: 'binary' } : { kind: 'multiclass', classes: target.classes.length };
}

/** `[rows.length, outputs]`: 0 or 1 for two classes, one-hot for more, 0/1 per label, or the numbers. */
export function truthOf(target: Target, outputs: number, rows: Uint32Array): Float32Array<ArrayBuffer> {
  const truth = new Float32Array(rows.length * outputs);
  rows.forEach((row, position) => {
    for (let output = 0; output < outputs; output++) {
      truth[position * outputs + output] =
        target.kind === 'regression'
          ? target.values[row * outputs + output]!
          : target.kind === 'multilabel'
            ? target.labels[row * outputs + output]!
            : outputs === 1
              ? target.labels[row]!
              : target.labels[row] === output
                ? 1
                : 0;
    }
  });
  return truth;
}

/** One weight per class, `samples / (classes × samples of the class)`, as scikit-learn's `balanced`; null where classes do not exclude one another. */
export function balancedWeights(target: Target): Float64Array | null {
  if (target.kind !== 'binary' && target.kind !== 'multiclass') return null;
  const counts = new Float64Array(target.classes.length);
  for (const label of target.labels) counts[label]!++;
  return counts.map((count) => (count === 0 ? 0 : target.labels.length / (counts.length * count)));
}

/** Turns logits `[n, outputs]` into probabilities (two classes: of the second) or leaves numbers as they are. */
export function activate(head: Head, logits: Float32Array, outputs: number): Float32Array<ArrayBuffer> {
  if (head.kind === 'regression') return Float32Array.from(logits);
  if (head.kind !== 'multiclass') return Float32Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
  const probabilities = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += outputs) {
    const row = logits.subarray(from, from + outputs);
    const highest = row.reduce((most, logit) => Math.max(most, logit), -Infinity);
    const exponentials = Float64Array.from(row, (logit) => Math.exp(logit - highest));
    const sum = exponentials.reduce((total, value) => total + value, 0);
    for (let output = 0; output < outputs; output++) probabilities[from + output] = exponentials[output]! / sum;
  }
  return probabilities;
}

/** Sums over rows, to be divided by `count`: of the loss, and of what is right (classes), of right labels' share, or of absolute errors (regression). */
export interface Score {
  count: number;
  loss: number;
  /** Classes: rows whose most probable class is the true one. Labels: share of labels on the right side of one half. Regression: absolute error. */
  agreement: number;
}

/** Adds the rows of one batch to a score. `logits` is `[rows.length, outputs]`. */
export function addToScore(score: Score, head: Head, target: Target, rows: Uint32Array, logits: Float32Array): void {
  const outputs = logits.length / rows.length;
  const truth = truthOf(target, outputs, rows);
  for (let position = 0; position < rows.length; position++) {
    const from = position * outputs;
    const row = logits.subarray(from, from + outputs);
    const wanted = truth.subarray(from, from + outputs);
    score.count++;
    if (head.kind === 'multiclass') {
      const highest = row.reduce((most, logit) => Math.max(most, logit), -Infinity);
      const logSum = highest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
      const right = wanted.indexOf(1);
      score.loss += logSum - row[right]!;
      score.agreement += row.indexOf(highest) === right ? 1 : 0;
      continue;
    }
    for (let output = 0; output < outputs; output++) {
      const [logit, value] = [row[output]!, wanted[output]!];
      if (head.kind === 'regression') {
        score.loss += (logit - value) ** 2 / outputs;
        score.agreement += Math.abs(logit - value) / outputs;
      } else {
        score.loss += (Math.max(logit, 0) - logit * value + Math.log1p(Math.exp(-Math.abs(logit)))) / outputs;
        score.agreement += (logit > 0 ? 1 : 0) === value ? 1 / outputs : 0;
      }
    }
  }
}
