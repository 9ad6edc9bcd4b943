import { describe, expect, it } from 'vitest';
import { ConfigError, parseModel } from '../../../../packages/ml/src/model/config.ts';
import { planModel } from '../../../../packages/ml/src/model/plan.ts';
import { PRESETS } from '../../../../packages/ml/src/model/presets.ts';
import { memoryFor, refuseTooLarge } from '../../../../packages/ml/src/training/memory.ts';

const reference = planModel(PRESETS['reference-cnn'].model, { kind: 'float', shape: [64, 64, 3] }, { kind: 'binary' });

describe('a model that is too large for memory', () => {
  it('is refused with the estimate, what there is and what to do', () => {
    const memory = { bytes: 50e6, of: 'this machine' };
    expect(() => refuseTooLarge(reference, 512, memory)).toThrow(ConfigError);
    expect(() => refuseTooLarge(reference, 512, memory)).toThrow(
      'the model with 2,453,569 parameters needs at least 1.1 GB of memory with batches of 512, and this machine has 0.1 GB; use fewer units or smaller batches',
    );
  });

  it('counts weights, gradients, two moments, and the activations of a batch with their gradients', () => {
    const bytes = 4 * (4 * reference.parameters + 2 * 32 * reference.activationsPerSample);
    refuseTooLarge(reference, 32, { bytes, of: 'this machine' });
    expect(() => refuseTooLarge(reference, 32, { bytes: bytes - 1, of: 'this machine' })).toThrow('needs at least');
  });

  it('is measured by what this machine has when nothing else is said', () => {
    const huge = planModel(parseModel({ family: 'mlp', dense: [8192, 8192] }), { kind: 'float', shape: [64_000_000] }, { kind: 'binary' });
    expect(() => refuseTooLarge(huge, 32)).toThrow(/needs at least 8,\d+\.\d GB .* this machine has/);
    refuseTooLarge(reference, 32);
  });

  it('is measured by the limit of its container where there is one', () => {
    expect(memoryFor('native', 64e9, 2e9)).toEqual({ bytes: 2e9, of: 'this machine' });
    expect(memoryFor('wasm', 64e9, 2e9)).toEqual({ bytes: 2e9, of: 'this machine' });
  });

  it('is measured by the four gigabytes of WebAssembly where that trains, however large the machine is', () => {
    const large = planModel(parseModel({ family: 'mlp', dense: [8192, 8192] }), { kind: 'float', shape: [32_000] }, { kind: 'binary' });
    expect(() => refuseTooLarge(large, 32, memoryFor('wasm', 64e9, 0))).toThrow(/needs at least 5\.3 GB .* WebAssembly has 4\.3 GB/);
  });
});
