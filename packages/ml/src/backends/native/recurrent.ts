/** LSTM as TensorFlow's one kernel per sequence, GRU as its one kernel per step; TensorFlow.js alone would launch a dozen per step. */
import * as tf from '@tensorflow/tfjs';
import { execute, executeToHandle, type Handle, type NativeBackend, replaceKernel } from './execute.ts';

type Inputs = Record<string, tf.TensorInfo>;

export function registerRecurrentKernels(backend: NativeBackend): void {
  const T = { type: backend.binding.TF_FLOAT };
  const lengths = new Map<number, Handle>();

  /** The kernels want the number of steps as a 64-bit integer, which TensorFlow.js has not; a handle is made once per length and stays. */
  function stepsHandle(steps: number): Handle {
    const known = lengths.get(steps);
    if (known !== undefined) return known;
    const { binding } = backend;
    const narrow = binding.createTensor([], binding.TF_INT32, Int32Array.of(steps));
    const wide = executeToHandle(backend, 'Cast', { SrcT: { type: binding.TF_INT32 }, DstT: { type: binding.TF_INT64 }, Truncate: false }, [
      narrow,
    ]);
    binding.deleteTensor(narrow);
    lengths.set(steps, wide);
    return wide;
  }

  /** `x`, zero states, joined weights, peepholes (none) and bias: what both LSTM kernels begin with. */
  function lstmInputs({ x, kernel, recurrent, bias }: Inputs): (tf.TensorInfo | Handle)[] {
    const [steps, batch] = x!.shape as [number, number];
    const units = recurrent!.shape[0]!;
    const zeros = tf.zeros([batch, units]);
    const none = tf.zeros([units]);
    return [stepsHandle(steps), x!, zeros, zeros, tf.concat([tensor(kernel!), tensor(recurrent!)], 0), none, none, none, bias!];
  }

  replaceKernel('LstmSequence', ({ inputs }) => {
    return tf.tidy(() => {
      const [input, cells, forget, output, candidate, squashed, outputs] = execute(
        backend,
        'BlockLSTMV2',
        { T, cell_clip: 0, use_peephole: false },
        lstmInputs(inputs),
        7,
      );
      return [outputs!, input!, cells!, forget!, output!, candidate!, squashed!];
    });
  });

  replaceKernel('LstmSequenceGradient', ({ inputs }) => {
    return tf.tidy(() => {
      const { x, recurrent, outputs, dy } = inputs as Record<'x' | 'recurrent' | 'outputs' | 'dy', tf.TensorInfo>;
      const kept = [0, 1, 2, 3, 4, 5].map((index) => inputs[`kept${index}`]!);
      const cellGradient = tf.zeros(outputs.shape);
      const [dx, , , weights, , , , bias] = execute(
        backend,
        'BlockLSTMGradV2',
        { T, use_peephole: false },
        [...lstmInputs(inputs), ...kept, outputs, cellGradient, dy],
        8,
      );
      const [kernel, recurrentKernel] = tf.split(weights!, [x.shape[2]!, recurrent.shape[0]!], 0);
      return [dx!, kernel!, recurrentKernel!, bias!];
    });
  });

  replaceKernel('GruSequence', ({ inputs }) => {
    return tf.tidy(() => {
      const { x, units, weights } = gruWeights(inputs);
      let state: tf.TensorInfo = tf.zeros([x.shape[1]!, units]);
      const steps = tf.unstack(x).map((step) => {
        const [reset, update, candidate, output] = execute(backend, 'GRUBlockCell', { T }, [step, state, ...weights], 4);
        state = output!;
        return [output!, reset!, update!, candidate!];
      });
      return [0, 1, 2, 3].map((part) => tf.stack(steps.map((step) => step[part]!)));
    });
  });

  replaceKernel('GruSequenceGradient', ({ inputs }) => {
    return tf.tidy(() => {
      const { x, units, weights } = gruWeights(inputs);
      const [steps, batch, features] = x.shape as [number, number, number];
      const [resets, updates, candidates] = [0, 1, 2].map((index) => tf.unstack(tensor(inputs[`kept${index}`]!)));
      const zeros = tf.zeros([batch, units]);
      const states = [zeros, ...tf.unstack(tensor(inputs.outputs!)).slice(0, -1)];
      const [xs, dys] = [tf.unstack(x), tf.unstack(tensor(inputs.dy!))];
      const gradients: tf.Tensor[][] = [];
      let carried: tf.Tensor = zeros;
      for (let step = steps - 1; step >= 0; step--) {
        const [dx, dState, dCandidate, dGates] = execute(
          backend,
          'GRUBlockCellGrad',
          { T },
          [xs[step]!, states[step]!, ...weights, resets![step]!, updates![step]!, candidates![step]!, tf.add(dys[step]!, carried)],
          4,
        );
        gradients.unshift([dx!, dCandidate!, dGates!]);
        carried = dState!;
      }
      const [dx, dCandidate, dGates] = [0, 1, 2].map((part) => tf.stack(gradients.map((step) => step[part]!)));
      const rows = (all: tf.Tensor): tf.Tensor2D => tf.reshape(all, [steps * batch, -1]);
      const previous = tf.stack(states);
      const [ofReset, ofUpdate] = tf.split(rows(dGates!), 2, 1) as [tf.Tensor2D, tf.Tensor2D];
      const ofCandidate = rows(dCandidate!);
      // Back into Keras's order: update, reset, candidate.
      const byGate = tf.concat([ofUpdate, ofReset, ofCandidate], 1);
      const kernel = tf.matMul(tf.reshape(x, [steps * batch, features]), byGate, true);
      const gateKernel = tf.matMul(rows(previous), tf.concat([ofUpdate, ofReset], 1), true);
      const candidateKernel = tf.matMul(rows(tf.mul(tensor(inputs.kept0!), previous)), ofCandidate, true);
      return [dx!, kernel, tf.concat([gateKernel, candidateKernel], 1), tf.sum(byGate, 0)];
    });
  });
}

/** TensorFlow's order: one matrix for reset and update, one for the candidate, each over the input's rows and then the state's. */
function gruWeights({ x, kernel, recurrent, bias }: Inputs): { x: tf.Tensor; units: number; weights: tf.Tensor[] } {
  const units = recurrent!.shape[0]!;
  const [update, reset, candidate] = tf.split(tf.concat([tensor(kernel!), tensor(recurrent!)], 0), 3, 1) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const [updateBias, resetBias, candidateBias] = tf.split(tensor(bias!), 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return { x: tensor(x!), units, weights: [tf.concat([reset, update], 1), candidate, tf.concat([resetBias, updateBias]), candidateBias] };
}

/** Kernels are handed tensors, whatever their declared type says. */
function tensor(info: tf.TensorInfo): tf.Tensor {
  return info as tf.Tensor;
}
