/**
 * LSTM and GRU over whole sequences, forward and backward, written once for every backend that computes in plain memory (WASM and cpu).
 * The backend lends its memory and its matrix product (an `Arena`); the gates are loops here. Sequences are time-major: row `t × batch + b` of
 * a `[steps × batch, …]` matrix is step `t` of sample `b`, so the rows of one step lie together. States start at zero.
 */

/** A dense row-major matrix in the memory of a backend. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
}

export interface Arena<M extends Matrix> {
  /** A new matrix; what it holds is undefined. */
  allocate(rows: number, columns: number): M;
  /** A view of consecutive rows. */
  view(matrix: M, firstRow: number, rows: number): M;
  /** A transposed copy. */
  transpose(matrix: M): M;
  /** `out = a × b`. */
  multiply(a: M, b: M, out: M): void;
  /** The numbers, valid until the next `allocate`, `transpose` or `multiply`. */
  values(matrix: M): Float32Array;
  release(...matrices: M[]): void;
}

export interface Sequence<M extends Matrix> {
  readonly steps: number;
  /** `[steps × batch, features]`. */
  readonly x: M;
  /** `[features, gates × units]` and `[units, gates × units]`, gates in Keras's order: LSTM i f c o, GRU z r h. */
  readonly kernel: M;
  readonly recurrent: M;
  /** `[1, gates × units]`. */
  readonly bias: M;
}

export interface Gradients<M extends Matrix> {
  readonly x: M;
  readonly kernel: M;
  readonly recurrent: M;
  readonly bias: M;
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
const tanh = (value: number): number => 2 / (1 + Math.exp(-2 * value)) - 1;

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
  arena.multiply(x, kernel, gates);
  for (let step = 0; step < steps; step++) {
    if (step > 0) {
      const previous = arena.view(outputs, (step - 1) * batch, batch);
      arena.multiply(previous, recurrent, carried);
      arena.release(previous);
    }
    const [z, h, c, r, b] = [arena.values(gates), arena.values(outputs), arena.values(cells), arena.values(carried), arena.values(bias)];
    for (let sample = 0; sample < batch; sample++) {
      const row = step * batch + sample;
      let gate = row * 4 * units;
      let from = sample * 4 * units;
      for (let unit = 0; unit < units; unit++, gate++, from++) {
        const at = row * units + unit;
        const [f, g, o] = [gate + units, gate + 2 * units, gate + 3 * units];
        const first = step === 0;
        const input = sigmoid(z[gate]! + b[unit]! + (first ? 0 : r[from]!));
        const forget = sigmoid(z[f]! + b[unit + units]! + (first ? 0 : r[from + units]!));
        const candidate = tanh(z[g]! + b[unit + 2 * units]! + (first ? 0 : r[from + 2 * units]!));
        const output = sigmoid(z[o]! + b[unit + 3 * units]! + (first ? 0 : r[from + 3 * units]!));
        const cell = input * candidate + (first ? 0 : forget * c[at - batch * units]!);
        z[gate] = input;
        z[f] = forget;
        z[g] = candidate;
        z[o] = output;
        c[at] = cell;
        h[at] = output * tanh(cell);
      }
    }
  }
  arena.release(carried);
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
  for (let step = steps - 1; step >= 0; step--) {
    const last = step === steps - 1;
    if (!last) {
      const next = arena.view(gateGradients, (step + 1) * batch, batch);
      arena.multiply(next, turned, carried);
      arena.release(next);
    }
    const [dz, dh, dr] = [arena.values(gateGradients), arena.values(outputGradients), arena.values(carried)];
    const [z, c] = [arena.values(kept.gates), arena.values(kept.cells)];
    for (let sample = 0; sample < batch; sample++) {
      const row = step * batch + sample;
      let gate = row * 4 * units;
      for (let unit = 0; unit < units; unit++, gate++) {
        const at = row * units + unit;
        const local = sample * units + unit;
        const [f, g, o] = [gate + units, gate + 2 * units, gate + 3 * units];
        const [input, forget, candidate, output] = [z[gate]!, z[f]!, z[g]!, z[o]!];
        const squashed = tanh(c[at]!);
        const gradient = dh[at]! + (last ? 0 : dr[local]!);
        const cell = cellGradient[local]! + gradient * output * (1 - squashed * squashed);
        dz[gate] = cell * candidate * input * (1 - input);
        dz[f] = step === 0 ? 0 : cell * c[at - batch * units]! * forget * (1 - forget);
        dz[g] = cell * input * (1 - candidate * candidate);
        dz[o] = gradient * squashed * output * (1 - output);
        cellGradient[local] = cell * forget;
      }
    }
  }
  const recurrentGradient = recurrentKernelGradient(arena, kept.outputs, gateGradients, batch);
  arena.release(carried, turned);
  return { ...inputGradients(arena, sequence, gateGradients), recurrent: recurrentGradient };
}

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
  const [updateReset, candidateKernel] = [columns(arena, recurrent, 0, 2 * units), columns(arena, recurrent, 2 * units, units)];
  const [carried, reset, carriedCandidate] = [arena.allocate(batch, 2 * units), arena.allocate(batch, units), arena.allocate(batch, units)];
  arena.multiply(x, kernel, gates);
  for (let step = 0; step < steps; step++) {
    const before = (step - 1) * batch * units;
    if (step > 0) {
      const previous = arena.view(outputs, (step - 1) * batch, batch);
      arena.multiply(previous, updateReset, carried);
      arena.release(previous);
    }
    {
      const [z, h, r, b, rh] = [arena.values(gates), arena.values(outputs), arena.values(carried), arena.values(bias), arena.values(reset)];
      for (let sample = 0; sample < batch; sample++) {
        const gate = (step * batch + sample) * 3 * units;
        for (let unit = 0; unit < 2 * units; unit++)
          z[gate + unit] = sigmoid(z[gate + unit]! + b[unit]! + (step === 0 ? 0 : r[sample * 2 * units + unit]!));
        for (let unit = 0; unit < units; unit++)
          rh[sample * units + unit] = step === 0 ? 0 : z[gate + units + unit]! * h[before + sample * units + unit]!;
      }
    }
    if (step > 0) arena.multiply(reset, candidateKernel, carriedCandidate);
    const [z, h, r, b] = [arena.values(gates), arena.values(outputs), arena.values(carriedCandidate), arena.values(bias)];
    for (let sample = 0; sample < batch; sample++) {
      const row = step * batch + sample;
      for (let unit = 0; unit < units; unit++) {
        const [gate, local] = [row * 3 * units + unit, sample * units + unit];
        const candidate = tanh(z[gate + 2 * units]! + b[unit + 2 * units]! + (step === 0 ? 0 : r[local]!));
        z[gate + 2 * units] = candidate;
        h[row * units + unit] = (step === 0 ? 0 : z[gate]! * h[before + local]!) + (1 - z[gate]!) * candidate;
      }
    }
  }
  arena.release(updateReset, candidateKernel, carried, reset, carriedCandidate);
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

/** `Σₜ hₜ₋₁ᵀ × dzₜ`, as one product over all steps. */
function recurrentKernelGradient<M extends Matrix>(arena: Arena<M>, outputs: M, gateGradients: M, batch: number): M {
  const result = arena.allocate(outputs.columns, gateGradients.columns);
  const rows = outputs.rows - batch;
  if (rows === 0) {
    arena.values(result).fill(0);
    return result;
  }
  const before = arena.view(outputs, 0, rows);
  const after = arena.view(gateGradients, batch, rows);
  const turned = arena.transpose(before);
  arena.multiply(turned, after, result);
  arena.release(before, after, turned);
  return result;
}

/** Everything that follows from the gate gradients without recurrence; takes them over and releases them. */
function inputGradients<M extends Matrix>(arena: Arena<M>, { x, kernel }: Sequence<M>, gateGradients: M): Omit<Gradients<M>, 'recurrent'> {
  const result = {
    x: arena.allocate(x.rows, x.columns),
    kernel: arena.allocate(kernel.rows, kernel.columns),
    bias: arena.allocate(1, kernel.columns),
  };
  const [turnedKernel, turnedX] = [arena.transpose(kernel), arena.transpose(x)];
  arena.multiply(gateGradients, turnedKernel, result.x);
  arena.multiply(turnedX, gateGradients, result.kernel);
  const [dz, sums] = [arena.values(gateGradients), arena.values(result.bias).fill(0)];
  for (let at = 0, column = 0; at < dz.length; at++, column = column + 1 === sums.length ? 0 : column + 1) sums[column]! += dz[at]!;
  arena.release(turnedKernel, turnedX, gateGradients);
  return result;
}

function columns<M extends Matrix>(arena: Arena<M>, matrix: M, first: number, count: number): M {
  const result = arena.allocate(matrix.rows, count);
  const [from, to] = [arena.values(matrix), arena.values(result)];
  for (let row = 0; row < matrix.rows; row++)
    to.set(from.subarray(row * matrix.columns + first, row * matrix.columns + first + count), row * count);
  return result;
}

function paste<M extends Matrix>(arena: Arena<M>, matrix: M, into: M, first: number): void {
  const [from, to] = [arena.values(matrix), arena.values(into)];
  for (let row = 0; row < matrix.rows; row++)
    to.set(from.subarray(row * matrix.columns, (row + 1) * matrix.columns), row * into.columns + first);
}
