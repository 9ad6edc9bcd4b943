/** Stacking: a logistic regression learns how far to trust each member (Wolpert, "Stacked generalization", 1992). */
import { alignPredictions } from '../evaluation/align.ts';
import type { ClassPredictions, Predictions } from '../evaluation/predictions.ts';
import { DataError } from '../formats/data-error.ts';
import type { StackingState } from './fusion.ts';

/** Strength of the pull of coefficients towards 0, per sample: without it, separable classes have no finite solution. */
const DECAY = 1e-3;
const MAX_ITERATIONS = 2_000;
const TOLERANCE = 1e-7;
const SMALLEST = 1e-6;

/**
 * Fits on predictions that no member was trained on: out-of-fold or validation ones. Inputs are the logarithms of the members'
 * probabilities; a softmax over classes is fitted by gradient descent with momentum (Nesterov, 1983), from 0, so that the result is the same each time.
 */
export function fitStacking(members: readonly Predictions[]): StackingState {
  const aligned = alignPredictions(members);
  const [first] = aligned;
  if (first.task !== 'binary' && first.task !== 'multiclass')
    throw new DataError(`fitStacking requires one class per sample, got ${first.task}`);
  const classes = first.classes.length;
  const inputs = inputsOf(aligned, classes);
  const width = members.length * classes + 1;
  return { coefficients: [...descend(inputs, first as ClassPredictions, classes, width)], members: members.length, classes };
}

/** Probabilities by what was learned. */
export function applyStacking(members: readonly Predictions[], state: StackingState | undefined): Float64Array {
  const classes = members[0].task === 'regression' ? 0 : members[0].classes.length;
  if (state === undefined) throw new DataError('fuse requires what fitStacking learned for the method stack, got none');
  if (state.members !== members.length || state.classes !== classes) {
    throw new DataError(
      `fuse requires stacking of ${members.length} members and ${classes} classes, got one of ${state.members} and ${state.classes}`,
    );
  }
  return softmaxOf(inputsOf(members, classes), Float64Array.from(state.coefficients), classes, members.length * classes + 1);
}

/** `[samples, members × classes + 1]`: logarithms of probabilities and a 1. */
function inputsOf(members: readonly Predictions[], classes: number): Float64Array {
  const samples = members[0].ids.length;
  const width = members.length * classes + 1;
  const inputs = new Float64Array(samples * width).fill(1);
  members.forEach(({ scores }, member) => {
    scores.forEach((score, at) => {
      const sample = Math.floor(at / classes);
      inputs[sample * width + member * classes + (at % classes)] = Math.log(Math.min(1, Math.max(SMALLEST, score)));
    });
  });
  return inputs;
}

function descend(inputs: Float64Array, { truth }: ClassPredictions, classes: number, width: number): Float64Array {
  const samples = truth.length;
  const rate = 1 / (largestCurvature(inputs, width) + DECAY);
  let current = new Float64Array(classes * width);
  let ahead = current;
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
    const gradient = ahead.map((value) => DECAY * value);
    const predicted = softmaxOf(inputs, ahead, classes, width);
    for (let sample = 0; sample < samples; sample++) {
      for (let code = 0; code < classes; code++) {
        const error = (predicted[sample * classes + code] - (truth[sample] === code ? 1 : 0)) / samples;
        for (let input = 0; input < width; input++) gradient[code * width + input] += error * inputs[sample * width + input];
      }
    }
    const next = ahead.map((value, at) => value - rate * gradient[at]);
    const momentum = (iteration - 1) / (iteration + 2);
    const before = current;
    ahead = next.map((value, at) => value + momentum * (value - before[at]));
    current = next;
    if (gradient.every((slope) => Math.abs(slope) < TOLERANCE)) break;
  }
  return current;
}

/** An upper bound of how fast the gradient can change: half the mean squared length of an input row. */
function largestCurvature(inputs: Float64Array, width: number): number {
  let sum = 0;
  for (const value of inputs) sum += value * value;
  return sum / (inputs.length / width) / 2;
}

function softmaxOf(inputs: Float64Array, coefficients: Float64Array, classes: number, width: number): Float64Array {
  const samples = inputs.length / width;
  const probabilities = new Float64Array(samples * classes);
  for (let sample = 0; sample < samples; sample++) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let code = 0; code < classes; code++) {
      let sum = 0;
      for (let input = 0; input < width; input++) sum += coefficients[code * width + input] * inputs[sample * width + input];
      probabilities[sample * classes + code] = sum;
      largest = Math.max(largest, sum);
    }
    let total = 0;
    for (let code = 0; code < classes; code++)
      total += probabilities[sample * classes + code] = Math.exp(probabilities[sample * classes + code] - largest);
    for (let code = 0; code < classes; code++) probabilities[sample * classes + code] /= total;
  }
  return probabilities;
}
