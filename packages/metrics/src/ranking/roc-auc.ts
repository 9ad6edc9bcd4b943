import {
  type ClassIndices,
  type Floats,
  type Labels,
  type Scores,
  type Weights,
  columnOf,
  columnsOf,
  require,
  requireEqualLength,
  toClassIndices,
  toFloats,
  toWeights,
} from '../input.ts';
import { mean } from '../sum.ts';
import { binaryAuc, rocAucOf } from './binary-auc.ts';
import { partialAucOf } from './partial-auc.ts';
import { type BinaryOptions, thresholdCounts, toPositives } from './threshold-counts.ts';

export type RocAucOptions = BinaryOptions & {
  /** Area only up to this false positive rate, standardised by McClish so that chance is 0.5. Binary only. */
  maxFpr?: number;
};

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, a tie counting half.
 *
 * Shapes: `labels` and `scores` `[samples]`. Range 0 to 1, 0.5 by chance. `NaN` when a class is missing. Exact with
 * ties and to the last digit, as scikit-learn's `roc_auc_score`. Source: J. Hanley, B. McNeil, Radiology 143 (1982).
 *
 * @example
 * rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // → 0.75
 */
export function rocAuc(labels: Labels, scores: Scores, options: RocAucOptions = {}): number {
  if (options.sampleWeight || options.maxFpr !== undefined) {
    const counts = thresholdCounts(labels, scores, options);
    return options.maxFpr === undefined ? rocAucOf(counts) : partialAucOf(counts, options.maxFpr);
  }
  requireEqualLength('rocAuc', { scores, labels });
  return binaryAuc(toPositives('rocAuc', labels, options.posLabel), toFloats('rocAuc', 'scores', scores, { infinite: true }));
}

export type MulticlassAucOptions = {
  /** The number of classes; taken from the shapes when left out. */
  classes?: number;
  /** `ovr`: each class against the rest; `ovo`: each pair of classes (Hand and Till), not swayed by class sizes. Default `ovr`. */
  multiClass?: 'ovr' | 'ovo';
  /** `macro`: all classes (pairs) alike; `weighted`: by their share; `micro`: all decisions pooled (`ovr` only). Default `macro`. */
  average?: 'macro' | 'weighted' | 'micro';
  /** For `ovr` only. */
  sampleWeight?: Weights;
};

/**
 * AUC of more than two classes.
 *
 * Shapes: `labels` `[samples]` of class indices, `scores` `[samples × classes]`. One-vs-rest is `NaN` if a class has no
 * sample, unless `weighted`, where it has no share. One-vs-one takes the pairs of classes that have samples. As
 * scikit-learn's `roc_auc_score` with `multi_class`, but scores need not sum to one here: only their order counts.
 * Source: D. Hand, R. Till, Machine Learning 45 (2001) 171–186.
 *
 * @example
 * multiclassAuc([0, 1, 2], [0.7, 0.2, 0.1, 0.3, 0.4, 0.3, 0.2, 0.5, 0.3]) // → 0.75
 */
export function multiclassAuc(labels: Labels, scores: Scores, options: MulticlassAucOptions = {}): number {
  const { multiClass = 'ovr', average = 'macro' } = options;
  const classes = columnsOf('multiclassAuc', scores, labels.length, options.classes);
  require(classes > 1, 'multiclassAuc', `scores of at least 2 classes, got ${classes}; rocAuc takes binary scores`);
  const truth = toClassIndices('multiclassAuc', 'labels', labels, classes);
  const values = toFloats('multiclassAuc', 'scores', scores, { infinite: true });
  const weights = toWeights('multiclassAuc', options.sampleWeight, labels.length);
  if (multiClass === 'ovo') {
    require(!weights, 'multiclassAuc', 'no sampleWeight with multiClass ovo');
    require(average !== 'micro', 'multiclassAuc', 'average macro or weighted with multiClass ovo, got micro');
    return oneVsOne(truth, values, classes, average);
  }
  if (average === 'micro') return pooled(truth, values, classes, weights);
  const aucs = oneVsRest(truth, values, classes, weights);
  return average === 'macro' ? mean(aucs) : weightedByShare(aucs, truth, weights);
}

/**
 * One AUC per class against the rest, `NaN` for a class without samples. Shapes as `multiclassAuc`.
 *
 * @example
 * rocAucPerClass([0, 1, 2], [0.7, 0.2, 0.1, 0.3, 0.4, 0.3, 0.2, 0.5, 0.3]) // → [1, 0.5, 0.75]
 */
export function rocAucPerClass(
  labels: Labels,
  scores: Scores,
  options: Pick<MulticlassAucOptions, 'classes' | 'sampleWeight'> = {},
): Float64Array {
  const classes = columnsOf('rocAucPerClass', scores, labels.length, options.classes);
  const truth = toClassIndices('rocAucPerClass', 'labels', labels, classes);
  const weights = toWeights('rocAucPerClass', options.sampleWeight, labels.length);
  return oneVsRest(truth, toFloats('rocAucPerClass', 'scores', scores, { infinite: true }), classes, weights);
}

function oneVsRest(truth: ClassIndices, scores: Floats, classes: number, weights?: Float64Array): Float64Array {
  const options = weights ? { sampleWeight: weights } : {};
  return Float64Array.from({ length: classes }, (_, c) => rocAuc(truth, columnOf(scores, classes, c), { ...options, posLabel: c }));
}

function weightedByShare(aucs: Float64Array, truth: ClassIndices, weights?: Float64Array): number {
  const shares = new Float64Array(aucs.length);
  for (let i = 0; i < truth.length; i++) shares[truth[i]] += weights ? weights[i] : 1;
  return mean(
    aucs.map((auc, c) => (shares[c] === 0 ? 0 : auc)),
    shares,
  );
}

function oneVsOne(truth: ClassIndices, scores: Floats, classes: number, average: 'macro' | 'weighted'): number {
  const sizes = new Float64Array(classes);
  for (const label of truth) sizes[label]++;
  const present = [...sizes.keys()].filter((c) => sizes[c] > 0);
  const columns = present.map((c) => columnOf(scores, classes, c));
  const aucs: number[] = [];
  const shares: number[] = [];
  for (let a = 0; a < present.length; a++) {
    for (let b = a + 1; b < present.length; b++) {
      const forA = pairAuc(truth, columns[a], present[a], present[b], sizes);
      const forB = pairAuc(truth, columns[b], present[b], present[a], sizes);
      aucs.push((forA + forB) / 2);
      shares.push(average === 'macro' ? 1 : sizes[present[a]] + sizes[present[b]]);
    }
  }
  return mean(aucs, shares);
}

/** AUC of one class against one other, by the first one's scores. */
function pairAuc(truth: ClassIndices, scores: Floats, positive: number, negative: number, sizes: Float64Array): number {
  const size = sizes[positive] + sizes[negative];
  const isPositive = new Uint8Array(size);
  const values = new Float64Array(size);
  let at = 0;
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] !== positive && truth[i] !== negative) continue;
    isPositive[at] = truth[i] === positive ? 1 : 0;
    values[at++] = scores[i];
  }
  return binaryAuc(isPositive, values);
}

/** Every (sample, class) decision as one binary problem. */
function pooled(truth: ClassIndices, scores: Floats, classes: number, weights?: Float64Array): number {
  const isTrue = new Uint8Array(scores.length);
  for (let i = 0; i < truth.length; i++) isTrue[i * classes + truth[i]] = 1;
  if (!weights) return binaryAuc(isTrue, scores);
  return rocAucOf(
    thresholdCounts(isTrue, scores, { sampleWeight: Float64Array.from(scores, (_, at) => weights[Math.floor(at / classes)]) }),
  );
}
