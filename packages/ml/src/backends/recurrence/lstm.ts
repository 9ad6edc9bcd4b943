import {
  addRows,
  type Arena,
  doubled,
  type Gradients,
  inputGradients,
  type Matrix,
  multiplyRows,
  recurrentKernelGradient,
  type Sequence,
  sigmoidRows,
} from './arena.ts';

/**
 * LSTM (Hochreiter and Schmidhuber, 1997, with forget gates as Gers et al., 2000), as Keras computes it. Returns the outputs `[steps × batch, units]`
 * and what the backward pass needs: gate activations `[steps × batch, 4 × units]` and cell states `[steps × batch, units]`.
 */
export function lstmForward<M extends Matrix>(
  arena: Arena<M>,
  { steps, x, kernel, recurrent, bias }: Sequence<M>,
): { outputs: M; gates: M; cells: M } {
  const units = recurrent.rows;
  const batch = x.rows / steps;
  const gates = arena.allocate(x.rows, 4 * units);
  const outputs = arena.allocate(x.rows, units);
  const cells = arena.allocate(x.rows, units);
  const carried = arena.allocate(batch, 4 * units);
  const squashed = arena.allocate(batch, units);
  const [input, state, offset] = [kernel, recurrent, bias].map((matrix) => doubled(arena, matrix, 2 * units, units)) as [M, M, M];
  arena.multiply(x, input, gates);
  for (let step = 0; step < steps; step++) {
    if (step > 0) multiplyRows(arena, outputs, (step - 1) * batch, batch, state, carried);
    addRows(arena, gates, step * batch, batch, offset, step === 0 ? null : carried);
    sigmoidRows(arena, gates, step * batch, batch);
    {
      const [z, c, twice] = [arena.values(gates), arena.values(cells), arena.values(squashed)];
      for (let sample = 0; sample < batch; sample++) {
        const row = step * batch + sample;
        for (let unit = 0, gate = row * 4 * units, at = row * units; unit < units; unit++, gate++, at++) {
          const candidate = (z[gate + 2 * units] = 2 * z[gate + 2 * units]! - 1);
          const cell = z[gate]! * candidate + (step === 0 ? 0 : z[gate + units]! * c[at - batch * units]!);
          c[at] = cell;
          twice[sample * units + unit] = 2 * cell;
        }
      }
    }
    arena.sigmoid(squashed);
    const [z, h, half] = [arena.values(gates), arena.values(outputs), arena.values(squashed)];
    for (let sample = 0; sample < batch; sample++) {
      const row = step * batch + sample;
      for (let unit = 0; unit < units; unit++)
        h[row * units + unit] = z[row * 4 * units + 3 * units + unit]! * (2 * half[sample * units + unit]! - 1);
    }
  }
  arena.release(carried, squashed, input, state, offset);
  return { outputs, gates, cells };
}

/** The gradients of `lstmForward` for `outputGradients` `[steps × batch, units]`. */
export function lstmBackward<M extends Matrix>(
  arena: Arena<M>,
  sequence: Sequence<M>,
  kept: { outputs: M; gates: M; cells: M },
  outputGradients: M,
): Gradients<M> {
  const { steps, x, recurrent } = sequence;
  const units = recurrent.rows;
  const batch = x.rows / steps;
  const gateGradients = arena.allocate(x.rows, 4 * units);
  const carried = arena.allocate(batch, units);
  const turned = arena.transpose(recurrent);
  const cellGradient = new Float32Array(batch * units);
  const squashed = doubled(arena, kept.cells, 0, units);
  arena.sigmoid(squashed);
  for (let step = steps - 1; step >= 0; step--) {
    const last = step === steps - 1;
    if (!last) {
      const next = arena.view(gateGradients, (step + 1) * batch, batch);
      arena.multiply(next, turned, carried);
      arena.release(next);
    }
    const [dz, dh, dr] = [arena.values(gateGradients), arena.values(outputGradients), arena.values(carried)];
    const [z, c, half] = [arena.values(kept.gates), arena.values(kept.cells), arena.values(squashed)];
    for (let sample = 0; sample < batch; sample++) {
      const row = step * batch + sample;
      let gate = row * 4 * units;
      for (let unit = 0; unit < units; unit++, gate++) {
        const at = row * units + unit;
        const local = sample * units + unit;
        const [f, g, o] = [gate + units, gate + 2 * units, gate + 3 * units];
        const [input, forget, candidate, output] = [z[gate]!, z[f]!, z[g]!, z[o]!];
        const tanh = 2 * half[at]! - 1;
        const gradient = dh[at]! + (last ? 0 : dr[local]!);
        const cell = cellGradient[local]! + gradient * output * (1 - tanh * tanh);
        dz[gate] = cell * candidate * input * (1 - input);
        dz[f] = step === 0 ? 0 : cell * c[at - batch * units]! * forget * (1 - forget);
        dz[g] = cell * input * (1 - candidate * candidate);
        dz[o] = gradient * tanh * output * (1 - output);
        cellGradient[local] = cell * forget;
      }
    }
  }
  const recurrentGradient = recurrentKernelGradient(arena, kept.outputs, gateGradients, batch);
  arena.release(carried, turned, squashed);
  return { ...inputGradients(arena, sequence, gateGradients), recurrent: recurrentGradient };
}
