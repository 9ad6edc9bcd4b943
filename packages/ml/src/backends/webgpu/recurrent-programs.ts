/**
 * LSTM and GRU over whole sequences in WGSL: one workgroup walks all steps of one sample, so a layer is one dispatch forward and one backward instead of some
 * dozen for every step. Matrices that need no recurrence are left to ordinary products before and after.
 * The memory of the result is the layer's memory too: what one thread writes there, the others of its group see behind a barrier.
 */

/** Threads of a workgroup; every device can do 256. */
export function threadsFor(columns: number): number {
  return columns <= 64 ? 64 : columns <= 128 ? 128 : 256;
}

// Clamped, because a driver may assume that no number is infinite, and both functions are flat out there.
const FUNCTIONS = `
fn sigmoid(x : f32) -> f32 { return 1.0 / (1.0 + exp(-clamp(x, -80.0, 80.0))); }
fn squash(x : f32) -> f32 { return tanh(clamp(x, -15.0, 15.0)); }
`;

/**
 * `projected` `[steps × batch, 4 × units]` (input product and bias) and `recurrent` `[units, 4 × units]` → `[6, steps × batch × units]`: outputs, cells,
 * and the activations of gates i, f, c, o in four rows that are one block `[steps × batch, 4 × units]`.
 */
export const lstmForwardCode = (units: number, threads: number): string => `
${FUNCTIONS}
var<workgroup> state : array<f32, ${units}>;
fn main(index : i32) {
  let sample = i32(workgroupId.x);
  let rows = uniforms.steps * uniforms.batch;
  let cells = rows * ${units};
  let gates = 2 * cells;
  for (var step = 0; step < uniforms.steps; step++) {
    let row = step * uniforms.batch + sample;
    for (var column = i32(localIndex); column < ${4 * units}; column += ${threads}) {
      var sum = projected[row * ${4 * units} + column];
      if (step > 0) {
        for (var unit = 0; unit < ${units}; unit++) { sum += state[unit] * recurrent[unit * ${4 * units} + column]; }
      }
      result[gates + row * ${4 * units} + column] = select(sigmoid(sum), squash(sum), column / ${units} == 2);
    }
    storageBarrier();
    workgroupBarrier();
    for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) {
      let gate = gates + row * ${4 * units} + unit;
      let at = row * ${units} + unit;
      var cell = result[gate] * result[gate + ${2 * units}];
      if (step > 0) { cell += result[gate + ${units}] * result[cells + at - uniforms.batch * ${units}]; }
      let output = result[gate + ${3 * units}] * squash(cell);
      result[cells + at] = cell;
      result[at] = output;
      state[unit] = output;
    }
    storageBarrier();
    workgroupBarrier();
  }
}`;

/** What the forward program left (`kept`), `turned` `[4 × units, units]` (the recurrent kernel transposed) and `dy` → gate gradients `[steps × batch, 4 × units]`. */
export const lstmBackwardCode = (units: number, threads: number): string => `
${FUNCTIONS}
var<workgroup> stateGradient : array<f32, ${units}>;
var<workgroup> cellGradient : array<f32, ${units}>;
fn main(index : i32) {
  let sample = i32(workgroupId.x);
  let rows = uniforms.steps * uniforms.batch;
  let cells = rows * ${units};
  let gates = 2 * cells;
  for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) {
    stateGradient[unit] = 0.0;
    cellGradient[unit] = 0.0;
  }
  for (var step = uniforms.steps - 1; step >= 0; step--) {
    let row = step * uniforms.batch + sample;
    for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) {
      let at = row * ${units} + unit;
      let gate = gates + row * ${4 * units} + unit;
      let to = row * ${4 * units} + unit;
      let i = kept[gate];
      let f = kept[gate + ${units}];
      let c = kept[gate + ${2 * units}];
      let o = kept[gate + ${3 * units}];
      let squashed = squash(kept[cells + at]);
      let gradient = dy[at] + stateGradient[unit];
      let cell = cellGradient[unit] + gradient * o * (1.0 - squashed * squashed);
      var before = 0.0;
      if (step > 0) { before = kept[cells + at - uniforms.batch * ${units}]; }
      result[to] = cell * c * i * (1.0 - i);
      result[to + ${units}] = cell * before * f * (1.0 - f);
      result[to + ${2 * units}] = cell * i * (1.0 - c * c);
      result[to + ${3 * units}] = gradient * squashed * o * (1.0 - o);
      cellGradient[unit] = cell * f;
    }
    storageBarrier();
    workgroupBarrier();
    for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) {
      var sum = 0.0;
      for (var column = 0; column < ${4 * units}; column++) { sum += result[row * ${4 * units} + column] * turned[column * ${units} + unit]; }
      stateGradient[unit] = sum;
    }
  }
}`;

/**
 * `projected` `[steps × batch, 3 × units]` and `recurrent` `[units, 3 × units]` → `[4, steps × batch × units]`: outputs, and the activations of
 * gates z, r, h as one block `[steps × batch, 3 × units]`. The reset gate acts before the recurrent product.
 */
export const gruForwardCode = (units: number, threads: number): string => `
${FUNCTIONS}
var<workgroup> state : array<f32, ${units}>;
var<workgroup> reset : array<f32, ${units}>;
fn main(index : i32) {
  let sample = i32(workgroupId.x);
  let gates = uniforms.steps * uniforms.batch * ${units};
  for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) { state[unit] = 0.0; }
  workgroupBarrier();
  for (var step = 0; step < uniforms.steps; step++) {
    let row = step * uniforms.batch + sample;
    let gate = gates + row * ${3 * units};
    for (var column = i32(localIndex); column < ${2 * units}; column += ${threads}) {
      var sum = projected[row * ${3 * units} + column];
      if (step > 0) {
        for (var unit = 0; unit < ${units}; unit++) { sum += state[unit] * recurrent[unit * ${3 * units} + column]; }
      }
      result[gate + column] = sigmoid(sum);
    }
    storageBarrier();
    workgroupBarrier();
    for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) { reset[unit] = result[gate + ${units} + unit] * state[unit]; }
    workgroupBarrier();
    for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) {
      var sum = projected[row * ${3 * units} + ${2 * units} + unit];
      if (step > 0) {
        for (var other = 0; other < ${units}; other++) { sum += reset[other] * recurrent[other * ${3 * units} + ${2 * units} + unit]; }
      }
      let candidate = squash(sum);
      let update = result[gate + unit];
      let output = update * state[unit] + (1.0 - update) * candidate;
      result[gate + ${2 * units} + unit] = candidate;
      result[row * ${units} + unit] = output;
      state[unit] = output;
    }
    workgroupBarrier();
  }
}`;

/** As for the LSTM: → gate gradients `[steps × batch, 3 × units]`, with `turned` `[3 × units, units]`. */
export const gruBackwardCode = (units: number, threads: number): string => `
var<workgroup> stateGradient : array<f32, ${units}>;
fn main(index : i32) {
  let sample = i32(workgroupId.x);
  let gates = uniforms.steps * uniforms.batch * ${units};
  for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) { stateGradient[unit] = 0.0; }
  for (var step = uniforms.steps - 1; step >= 0; step--) {
    let row = step * uniforms.batch + sample;
    let gate = gates + row * ${3 * units};
    let to = row * ${3 * units};
    for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) {
      let at = row * ${units} + unit;
      let update = kept[gate + unit];
      let candidate = kept[gate + ${2 * units} + unit];
      var before = 0.0;
      if (step > 0) { before = kept[at - uniforms.batch * ${units}]; }
      let gradient = dy[at] + stateGradient[unit];
      result[to + unit] = gradient * (before - candidate) * update * (1.0 - update);
      result[to + ${2 * units} + unit] = gradient * (1.0 - update) * (1.0 - candidate * candidate);
      stateGradient[unit] = gradient * update;
    }
    storageBarrier();
    workgroupBarrier();
    for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) {
      var through = 0.0;
      for (var column = ${2 * units}; column < ${3 * units}; column++) { through += result[to + column] * turned[column * ${units} + unit]; }
      let reset = kept[gate + ${units} + unit];
      var before = 0.0;
      if (step > 0) { before = kept[row * ${units} + unit - uniforms.batch * ${units}]; }
      result[to + ${units} + unit] = through * before * reset * (1.0 - reset);
      stateGradient[unit] += through * reset;
    }
    storageBarrier();
    workgroupBarrier();
    for (var unit = i32(localIndex); unit < ${units}; unit += ${threads}) {
      var sum = 0.0;
      for (var column = 0; column < ${2 * units}; column++) { sum += result[to + column] * turned[column * ${units} + unit]; }
      stateGradient[unit] += sum;
    }
  }
}`;
