import {
  type Arena,
  columns,
  doubled,
  type Gradients,
  inputGradients,
  type Matrix,
  multiplyRows,
  paste,
  recurrentKernelGradient,
  type Sequence,
} from './arena.ts';

/**
 * GRU (Cho et al., 2014; the reset gate acts before the recurrent product, Keras's `reset_after=False`). Returns the outputs and the gate
 * activations `[steps × batch, 3 × units]`.
 */
export function gruForward<M extends Matrix>(
  arena: Arena<M>,
  { steps, x, kernel, recurrent, bias }: Sequence<M>,
): { outputs: M; gates: M } {
  const units = recurrent.rows;
  const batch = x.rows / steps;
  const gates = arena.allocate(x.rows, 3 * units);
  const outputs = arena.allocate(x.rows, units);
  const [input, state, offset] = [kernel, recurrent, bias].map((matrix) => doubled(arena, matrix, 2 * units, units)) as [M, M, M];
  const [updateReset, candidateKernel] = [columns(arena, state, 0, 2 * units), columns(arena, state, 2 * units, units)];
  const [carried, reset, active] = [arena.allocate(batch, 2 * units), arena.allocate(batch, units), arena.allocate(batch, units)];
  const joined = arena.allocate(batch, 2 * units);
  arena.multiply(x, input, gates);
  for (let step = 0; step < steps; step++) {
    const before = (step - 1) * batch * units;
    if (step > 0) multiplyRows(arena, outputs, (step - 1) * batch, batch, updateReset, carried);
    {
      const [z, r, b, both] = [arena.values(gates), arena.values(carried), arena.values(offset), arena.values(joined)];
      for (let sample = 0; sample < batch; sample++) {
        const [gate, to] = [(step * batch + sample) * 3 * units, sample * 2 * units];
        for (let unit = 0; unit < 2 * units; unit++) both[to + unit] = z[gate + unit]! + b[unit]! + (step === 0 ? 0 : r[to + unit]!);
      }
    }
    arena.sigmoid(joined);
    {
      const [z, h, both, rh] = [arena.values(gates), arena.values(outputs), arena.values(joined), arena.values(reset)];
      for (let sample = 0; sample < batch; sample++) {
        const gate = (step * batch + sample) * 3 * units;
        for (let unit = 0; unit < 2 * units; unit++) z[gate + unit] = both[sample * 2 * units + unit]!;
        for (let unit = 0; unit < units; unit++)
          rh[sample * units + unit] = step === 0 ? 0 : z[gate + units + unit]! * h[before + sample * units + unit]!;
      }
    }
    if (step > 0) arena.multiply(reset, candidateKernel, active);
    {
      const [z, b, c] = [arena.values(gates), arena.values(offset), arena.values(active)];
      for (let sample = 0; sample < batch; sample++) {
        const gate = (step * batch + sample) * 3 * units + 2 * units;
        for (let unit = 0, at = sample * units; unit < units; unit++, at++)
          c[at] = z[gate + unit]! + b[unit + 2 * units]! + (step === 0 ? 0 : c[at]!);
      }
    }
    arena.sigmoid(active);
    const [z, h, c] = [arena.values(gates), arena.values(outputs), arena.values(active)];
    for (let sample = 0; sample < batch; sample++) {
      const row = step * batch + sample;
      for (let unit = 0; unit < units; unit++) {
        const [gate, local] = [row * 3 * units + unit, sample * units + unit];
        const candidate = 2 * c[local]! - 1;
        z[gate + 2 * units] = candidate;
        h[row * units + unit] = (step === 0 ? 0 : z[gate]! * h[before + local]!) + (1 - z[gate]!) * candidate;
      }
    }
  }
  arena.release(input, state, offset, updateReset, candidateKernel, carried, reset, active, joined);
  return { outputs, gates };
}

/** The gradients of `gruForward` for `outputGradients` `[steps × batch, units]`. */
export function gruBackward<M extends Matrix>(
  arena: Arena<M>,
  sequence: Sequence<M>,
  kept: { outputs: M; gates: M },
  outputGradients: M,
): Gradients<M> {
  const { steps, x, recurrent } = sequence;
  const units = recurrent.rows;
  const batch = x.rows / steps;
  const gateGradients = arena.allocate(x.rows, 3 * units);
  const resetOutputs = arena.allocate(x.rows, units);
  const [updateReset, candidateKernel] = [columns(arena, recurrent, 0, 2 * units), columns(arena, recurrent, 2 * units, units)];
  const [turnedUpdateReset, turnedCandidate] = [arena.transpose(updateReset), arena.transpose(candidateKernel)];
  const [ofUpdateReset, ofCandidate] = [arena.allocate(batch, 2 * units), arena.allocate(batch, units)];
  const [throughUpdateReset, throughCandidate] = [arena.allocate(batch, units), arena.allocate(batch, units)];
  const carried = new Float32Array(batch * units);
  for (let step = steps - 1; step >= 0; step--) {
    const before = (step - 1) * batch * units;
    {
      const [z, h, dh] = [arena.values(kept.gates), arena.values(kept.outputs), arena.values(outputGradients)];
      const [dc, dzr, dz, rh] = [
        arena.values(ofCandidate),
        arena.values(ofUpdateReset),
        arena.values(gateGradients),
        arena.values(resetOutputs),
      ];
      for (let sample = 0; sample < batch; sample++) {
        const row = step * batch + sample;
        for (let unit = 0; unit < units; unit++) {
          const [gate, local] = [row * 3 * units + unit, sample * units + unit];
          const [update, candidate] = [z[gate]!, z[gate + 2 * units]!];
          const previous = step === 0 ? 0 : h[before + local]!;
          const gradient = dh[row * units + unit]! + carried[local]!;
          rh[row * units + unit] = z[gate + units]! * previous;
          dz[gate] = dzr[sample * 2 * units + unit] = gradient * (previous - candidate) * update * (1 - update);
          dz[gate + 2 * units] = dc[local] = gradient * (1 - update) * (1 - candidate * candidate);
          carried[local] = gradient * update;
        }
      }
    }
    if (step === 0) {
      const dz = arena.values(gateGradients);
      for (let sample = 0; sample < batch; sample++) dz.fill(0, sample * 3 * units + units, sample * 3 * units + 2 * units);
      break;
    }
    arena.multiply(ofCandidate, turnedCandidate, throughCandidate);
    {
      const [z, h, dzr, dz, dc] = [
        arena.values(kept.gates),
        arena.values(kept.outputs),
        arena.values(ofUpdateReset),
        arena.values(gateGradients),
        arena.values(throughCandidate),
      ];
      for (let sample = 0; sample < batch; sample++) {
        for (let unit = 0; unit < units; unit++) {
          const [gate, local] = [(step * batch + sample) * 3 * units + units + unit, sample * units + unit];
          const reset = z[gate]!;
          dz[gate] = dzr[sample * 2 * units + units + unit] = dc[local]! * h[before + local]! * reset * (1 - reset);
          carried[local]! += dc[local]! * reset;
        }
      }
    }
    arena.multiply(ofUpdateReset, turnedUpdateReset, throughUpdateReset);
    const through = arena.values(throughUpdateReset);
    for (let local = 0; local < carried.length; local++) carried[local]! += through[local]!;
  }
  const byUpdateReset = columns(arena, gateGradients, 0, 2 * units);
  const byCandidate = columns(arena, gateGradients, 2 * units, units);
  const left = recurrentKernelGradient(arena, kept.outputs, byUpdateReset, batch);
  const turned = arena.transpose(resetOutputs);
  const right = arena.allocate(units, units);
  arena.multiply(turned, byCandidate, right);
  const recurrentGradient = arena.allocate(units, 3 * units);
  paste(arena, left, recurrentGradient, 0);
  paste(arena, right, recurrentGradient, 2 * units);
  arena.release(
    resetOutputs,
    updateReset,
    candidateKernel,
    turnedUpdateReset,
    turnedCandidate,
    ofUpdateReset,
    ofCandidate,
    throughUpdateReset,
    throughCandidate,
    byUpdateReset,
    byCandidate,
    left,
    turned,
    right,
  );
  return { ...inputGradients(arena, sequence, gateGradients), recurrent: recurrentGradient };
}
