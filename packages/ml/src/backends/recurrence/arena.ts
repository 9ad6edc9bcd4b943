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
  /** The logistic function of every number, in place. */
  sigmoid(matrix: M): void;
  /** The numbers, valid until the next call but `values`. */
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

/** `Σₜ hₜ₋₁ᵀ × dzₜ`, as one product over all steps. */
export function recurrentKernelGradient<M extends Matrix>(arena: Arena<M>, outputs: M, gateGradients: M, batch: number): M {
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
export function inputGradients<M extends Matrix>(
  arena: Arena<M>,
  { x, kernel }: Sequence<M>,
  gateGradients: M,
): Omit<Gradients<M>, 'recurrent'> {
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

export function columns<M extends Matrix>(arena: Arena<M>, matrix: M, first: number, count: number): M {
  const result = arena.allocate(matrix.rows, count);
  const [from, to] = [arena.values(matrix), arena.values(result)];
  for (let row = 0; row < matrix.rows; row++)
    to.set(from.subarray(row * matrix.columns + first, row * matrix.columns + first + count), row * count);
  return result;
}

export function paste<M extends Matrix>(arena: Arena<M>, matrix: M, into: M, first: number): void {
  const [from, to] = [arena.values(matrix), arena.values(into)];
  for (let row = 0; row < matrix.rows; row++)
    to.set(from.subarray(row * matrix.columns, (row + 1) * matrix.columns), row * into.columns + first);
}

/** A copy in which some columns are twice as large: `tanh(x) = 2 sigmoid(2x) − 1`, so that one function over a whole matrix serves all gates. */
export function doubled<M extends Matrix>(arena: Arena<M>, matrix: M, first: number, count: number): M {
  const result = arena.allocate(matrix.rows, matrix.columns);
  const [from, to] = [arena.values(matrix), arena.values(result)];
  to.set(from);
  for (let row = 0; row < matrix.rows; row++)
    for (let column = first; column < first + count; column++) to[row * matrix.columns + column]! *= 2;
  return result;
}

export function multiplyRows<M extends Matrix>(arena: Arena<M>, a: M, firstRow: number, rows: number, b: M, out: M): void {
  const view = arena.view(a, firstRow, rows);
  arena.multiply(view, b, out);
  arena.release(view);
}

export function sigmoidRows<M extends Matrix>(arena: Arena<M>, matrix: M, firstRow: number, rows: number): void {
  const view = arena.view(matrix, firstRow, rows);
  arena.sigmoid(view);
  arena.release(view);
}

/** Adds a row, and a matrix where there is one, to as many consecutive rows of another matrix. */
export function addRows<M extends Matrix>(arena: Arena<M>, to: M, firstRow: number, rows: number, offset: M, addend: M | null): void {
  const [sums, row] = [arena.values(to), arena.values(offset)];
  const more = addend === null ? null : arena.values(addend);
  const width = row.length;
  for (let at = firstRow * width, from = 0; from < rows * width; )
    for (let column = 0; column < width; column++, at++, from++) sums[at]! += row[column]! + (more === null ? 0 : more[from]!);
}
