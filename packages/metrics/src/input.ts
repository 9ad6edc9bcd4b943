/**
 * What every metric takes, and the guards that stand before it. A guard throws `MetricInputError` with the value
 * received; after the guards a metric has no doubt about its input, and it never writes to it.
 */

/** Real numbers, one per sample, or `[samples × classes]` row by row. */
export type Scores = Float32Array | Float64Array | readonly number[];

/** Class indices 0, 1, 2 …, one per sample. */
export type Labels = Int32Array | Uint8Array | readonly number[];

/** How much each sample counts: finite and not negative. All ones when left out. */
export type Weights = Float32Array | Float64Array | Int32Array | Uint8Array | readonly number[];

/** Scores or values as the kernels read them. */
export type Floats = Float32Array | Float64Array;

/** Labels as the kernels read them. */
export type ClassIndices = Int32Array | Uint8Array;

/** Input that a metric cannot be computed from. The message names the metric, what it requires and what it got. */
export class MetricInputError extends RangeError {
  override name = 'MetricInputError';
}

/** Throws unless `holds`. `requirement` reads on from the metric's name: `auc` + `requires …, got …`. */
export function require(holds: boolean, metric: string, requirement: string): asserts holds {
  if (!holds) throw new MetricInputError(`${metric} requires ${requirement}`);
}

/** Throws unless both have the same length. */
export function requireEqualLength(metric: string, sizes: Record<string, { length: number }>): void {
  const [[firstName, first], [secondName, second]] = Object.entries(sizes) as [[string, ArrayLike<unknown>], [string, ArrayLike<unknown>]];
  require(first.length ===
    second.length, metric, `${firstName} and ${secondName} of equal length, got ${first.length} and ${second.length}`);
}

/** The numbers as a typed array: the same one if it is typed already. Refuses NaN, and infinities unless allowed. */
export function toFloats(metric: string, name: string, values: Scores, { infinite = false } = {}): Floats {
  const floats = values instanceof Float32Array || values instanceof Float64Array ? values : Float64Array.from(values);
  for (let i = 0; i < floats.length; i++) {
    const value = floats[i];
    // NaN, Infinity and -Infinity are exactly the values whose difference from themselves is not zero.
    if (value - value !== 0 && !(infinite && value === value)) {
      throw new MetricInputError(`${metric} requires ${name} to be ${infinite ? 'numbers' : 'finite numbers'}, got ${value} at index ${i}`);
    }
  }
  return floats;
}

/** The labels as a typed array. Refuses what is not an integer in 0 … classes − 1 (no upper bound if `classes` is left out). */
export function toClassIndices(metric: string, name: string, labels: Labels, classes = 2 ** 31): ClassIndices {
  const indices = labels instanceof Int32Array || labels instanceof Uint8Array ? labels : Int32Array.from(labels);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i];
    if (index < 0 || index >= classes || labels[i] !== index) {
      const range = classes === 2 ** 31 ? 'integers from 0' : `integers from 0 to ${classes - 1}`;
      throw new MetricInputError(`${metric} requires ${name} to be ${range}, got ${labels[i]} at index ${i}`);
    }
  }
  return indices;
}

/** The weights as float64, or undefined when all samples count alike. Refuses NaN, infinite and negative weights. */
export function toWeights(metric: string, weights: Weights | undefined, samples: number): Float64Array | undefined {
  if (weights === undefined) return undefined;
  requireEqualLength(metric, { sampleWeight: weights, samples: { length: samples } });
  // Always float64: sums of tens of millions of float32 weights lose whole samples (scikit-learn #6842).
  const floats = Float64Array.from(weights);
  for (let i = 0; i < floats.length; i++) {
    const weight = floats[i];
    if (!(weight >= 0 && weight < Infinity))
      require(false, metric, `sampleWeight to be finite and not negative, got ${weight} at index ${i}`);
  }
  return floats;
}

/** The number of classes of a `[samples × classes]` matrix. Binary scores, one per sample, count as one column. */
export function columnsOf(metric: string, matrix: { length: number }, samples: number, classes?: number): number {
  const columns = classes ?? (samples === 0 ? 1 : matrix.length / samples);
  require(Number.isInteger(columns) &&
    columns > 0, metric, `scores of shape [samples × classes], got ${matrix.length} scores for ${samples} samples`);
  require(matrix.length === samples * columns, metric, `scores of shape [${samples} × ${columns}], got ${matrix.length} scores`);
  return columns;
}

/** Column `column` of a row-major `[samples × columns]` matrix as an array of its own, of the same type. */
export function columnOf(matrix: Floats, columns: number, column: number): Floats {
  if (columns === 1) return matrix;
  const samples = matrix.length / columns;
  const values = matrix instanceof Float32Array ? new Float32Array(samples) : new Float64Array(samples);
  for (let i = 0, at = column; i < samples; i++, at += columns) values[i] = matrix[at];
  return values;
}
