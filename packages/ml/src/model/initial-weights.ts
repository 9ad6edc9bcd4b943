import type { Random } from '../random.ts';
import type { ModelPlan, WeightPlan } from './plan.ts';

/** The weights of a model, one array per weight of its plan, in the plan's order. The plain form that checkpoints and files hold. */
export type WeightValues = readonly {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}[];

/**
 * Weights to start from, by the customs of Keras. Each weight draws from a stream of its own name, so a model that is changed in one
 * layer starts with the same numbers in all others.
 */
export function initialWeights(plan: ModelPlan, random: Random): WeightValues {
  return plan.layers.flatMap((layer) =>
    layer.weights.map((weight) => ({ name: weight.name, shape: weight.shape, values: draw(weight, random.fork(`weight ${weight.name}`)) })),
  );
}

function draw(weight: WeightPlan, random: Random): Float32Array<ArrayBuffer> {
  const size = weight.shape.reduce((product, side) => product * side, 1);
  const values = new Float32Array(size);
  switch (weight.initializer) {
    case 'zeros':
      return values;
    case 'ones':
      return values.fill(1);
    case 'forget-one':
      // An LSTM that forgets little at first learns long sequences sooner (Jozefowicz et al., 2015).
      return values.fill(1, size / 4, size / 2);
    case 'embedding':
      return fillUniform(values, 0.05, random);
    case 'glorot':
      return fillUniform(values, glorotLimit(weight.shape), random);
    case 'orthogonal':
      return fillOrthogonal(values, weight.shape[0]!, weight.shape[1]!, random);
  }
}

/** Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010. */
function glorotLimit(shape: readonly number[]): number {
  const receptive = shape.slice(0, -2).reduce((product, side) => product * side, 1);
  return Math.sqrt(6 / (receptive * (shape.at(-2)! + shape.at(-1)!)));
}

function fillUniform(values: Float32Array<ArrayBuffer>, limit: number, random: Random): Float32Array<ArrayBuffer> {
  for (let i = 0; i < values.length; i++) values[i] = limit * (2 * random.uniform() - 1);
  return values;
}

/** Rows that are orthonormal: Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2014. */
function fillOrthogonal(values: Float32Array<ArrayBuffer>, rows: number, columns: number, random: Random): Float32Array<ArrayBuffer> {
  const [vectors, length] = rows <= columns ? [rows, columns] : [columns, rows];
  const basis: Float64Array[] = [];
  while (basis.length < vectors) {
    const vector = Float64Array.from({ length }, () => random.normal());
    // Twice is enough (Giraud et al., 2005): the second pass takes away what rounding left of the first.
    for (let pass = 0; pass < 2; pass++) for (const other of basis) subtractProjection(vector, other);
    const norm = Math.sqrt(dot(vector, vector));
    if (norm > 1e-6) basis.push(vector.map((value) => value / norm));
  }
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      values[row * columns + column] = rows <= columns ? basis[row]![column]! : basis[column]![row]!;
  return values;
}

function subtractProjection(vector: Float64Array, onto: Float64Array): void {
  const share = dot(vector, onto);
  for (let i = 0; i < vector.length; i++) vector[i]! -= share * onto[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
