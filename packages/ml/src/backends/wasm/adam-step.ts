import { stepAdam } from '../loops.ts';
import { floats, replaceKernel, sameMemory } from './heap.ts';

/**
 * Adam in one pass: the moments are changed in place, the weights are a new tensor, because XNNPACK keeps packed copies of filters by
 * tensor id and would go on using the old ones.
 */
export function registerAdamStep(): void {
  replaceKernel('AdamStep', ({ inputs, backend, attrs }) => {
    const { weights, first, second, gradient } = inputs;
    const stepped = backend.makeOutput(weights!.shape, 'float32');
    const values = floats(backend, stepped);
    values.set(floats(backend, weights!));
    stepAdam(
      values,
      floats(backend, first!),
      floats(backend, second!),
      floats(backend, gradient!),
      attrs as { rate: number; beta1: number; beta2: number; epsilon: number },
    );
    return [stepped, sameMemory(backend, first!), sameMemory(backend, second!)];
  });
}
