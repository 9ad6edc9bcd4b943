/** Fills gaps in a sequence by a line fitted to the training part: `value ≈ a · before + b · after + c`, for each feature. */
import { featureCount, type Form, rowSize, type ValueBatch, validSteps } from '../../batch.ts';

/** Per feature `[a, b, c]`. */
export type RegressionState = readonly (readonly [number, number, number])[];

export function fitRegression(training: () => Iterable<ValueBatch>, form: Form): RegressionState {
  const features = featureCount(form);
  const systems = Array.from({ length: features }, () => Array.from({ length: 3 }, () => new Float64Array(4)));
  for (const batch of training()) {
    eachSeries(form, batch, (series, feature) => {
      for (let step = 1; step + 1 < series.length; step++) {
        const inputs = [series[step - 1], series[step + 1], 1, series[step]];
        if (inputs.some(Number.isNaN)) continue;
        for (let row = 0; row < 3; row++)
          for (let column = 0; column < 4; column++) systems[feature][row][column] += inputs[row] * inputs[column];
      }
    });
  }
  return systems.map(solve);
}

/** The data with every gap filled; `fallback` where a sequence has no value of a feature at all. */
export function fillByRegression(batch: ValueBatch, form: Form, state: RegressionState, fallback: readonly number[]): Float64Array {
  const data = batch.data.slice();
  eachSeries(form, batch, (series, feature, positions) => {
    const [a, b, c] = state[feature];
    let before = Number.NaN;
    series.forEach((value, step) => {
      if (!Number.isNaN(value)) {
        before = value;
        return;
      }
      const after = series.slice(step + 1).find((later) => !Number.isNaN(later)) ?? Number.NaN;
      // At an end there is one neighbour only: the nearest value is the best guess.
      const filled = Number.isNaN(before)
        ? Number.isNaN(after)
          ? fallback[feature]
          : after
        : Number.isNaN(after)
          ? before
          : a * before + b * after + c;
      data[positions[step]] = filled;
      before = filled;
    });
  });
  return data;
}

function eachSeries(form: Form, batch: ValueBatch, visit: (series: number[], feature: number, positions: number[]) => void): void {
  const features = featureCount(form);
  for (let row = 0; row < batch.count; row++) {
    for (let feature = 0; feature < features; feature++) {
      const positions = Array.from({ length: validSteps(form, batch, row) }, (_, step) => row * rowSize(form) + step * features + feature);
      visit(
        positions.map((position) => batch.data[position]),
        feature,
        positions,
      );
    }
  }
}

/** Normal equations by elimination with pivots; the mean of both neighbours when they are singular. */
function solve(system: Float64Array[]): [number, number, number] {
  const rows = system.map((row) => [...row]);
  const scale = Math.max(...rows.map((row, index) => Math.abs(row[index])), 1);
  for (let column = 0; column < 3; column++) {
    let pivot = column;
    for (let row = column + 1; row < 3; row++) if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    if (Math.abs(rows[column][column]) < 1e-9 * scale) return [0.5, 0.5, 0];
    for (let row = 0; row < 3; row++) {
      if (row === column) continue;
      const factor = rows[row][column] / rows[column][column];
      for (let at = column; at < 4; at++) rows[row][at] -= factor * rows[column][at];
    }
  }
  return [rows[0][3] / rows[0][0], rows[1][3] / rows[1][1], rows[2][3] / rows[2][2]];
}
