import { expect, it } from 'vitest';
import { withoutNoise } from '../../../apps/agent/src/library-noise.ts';

const BANNER = `WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
I0000 00:00:1795561992.987036   29355 port.cc:153] oneDNN custom operations are on. You may see slightly different numerical results.
W0000 00:00:1795562267.471869    1258 lstm_ops.cc:943] BlockLSTMOp is inefficient when both batch_size and cell_size are odd.
`;

it('leaves out what TensorFlow says about itself when it is loaded', () => {
  expect(withoutNoise(BANNER)).toBe('');
  expect(withoutNoise(`Training on native\n${BANNER}Epoch 1/3\n`)).toBe('Training on native\nEpoch 1/3\n');
});

it('keeps what is about the run, other warnings of TensorFlow included', () => {
  const text = `WARNING: the loss is flat
E0000 00:00:1795562267.471869    1258 allocator.cc:1] out of memory
W0000 00:00:1795562267.471869    1258 executor.cc:12] something failed
`;
  expect(withoutNoise(text)).toBe(text);
});
