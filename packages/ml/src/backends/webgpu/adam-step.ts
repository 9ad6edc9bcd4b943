/** Adam as three programs that work in place: the optimiser moves no memory but what it reads and writes. */
import type * as tf from '@tensorflow/tfjs';
import { computeInPlace, type WebgpuBackend } from './program.ts';

const THREADS = 256;

const loop = (statement: string) => `fn main(index : i32) { if (index < uniforms.size) { ${statement} } }`;

/** Kingma and Ba, "Adam: a method for stochastic optimization", 2015. `rate` has the bias corrections in it, as in `loops.ts`. */
export function adamStep(
  backend: WebgpuBackend,
  { weights, first, second, gradient }: Record<'weights' | 'first' | 'second' | 'gradient', tf.TensorInfo>,
  { rate, beta1, beta2, epsilon }: Record<'rate' | 'beta1' | 'beta2' | 'epsilon', number>,
): tf.TensorInfo[] {
  const size = weights.shape.reduce((product, side) => product * side, 1);
  const shared = { threads: THREADS, groups: Math.ceil(size / THREADS), whole: { size } };
  const follow = (tensor: tf.TensorInfo, share: number, value: 'g' | 'g * g') =>
    computeInPlace(
      backend,
      {
        ...shared,
        name: `adam-${value === 'g' ? 'mean' : 'square'}`,
        code: loop(`let g = gradient[index]; result[index] += uniforms.share * (${value} - result[index]);`),
        inputs: { gradient },
        real: { share },
      },
      tensor,
    );
  const moments = [follow(first, 1 - beta1, 'g'), follow(second, 1 - beta2, 'g * g')];
  const stepped = computeInPlace(
    backend,
    {
      ...shared,
      name: 'adam-weights',
      code: loop('result[index] -= uniforms.rate * first[index] / (sqrt(second[index]) + uniforms.epsilon);'),
      inputs: { first, second },
      real: { rate, epsilon },
    },
    weights,
  );
  return [stepped, ...moments];
}
