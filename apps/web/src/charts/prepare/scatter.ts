import type { PlotColumn } from './parallel.ts';
import { scaleOf, type ValueScale } from './value-scale.ts';

export interface ScatterPlot {
  readonly across: ValueScale;
  readonly up: ValueScale;
  /** Places in [0, 1] of each run, NaN where it has none. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Runs that have a place. */
  readonly count: number;
}

/** Two columns against each other; undefined when one of them does not differ. */
export function scatterOf(across: PlotColumn, up: PlotColumn): ScatterPlot | undefined {
  const [scaleX, scaleY] = [scaleOf(across.values), scaleOf(up.values)];
  if (!scaleX || !scaleY) return undefined;
  const x = Float32Array.from(across.values, scaleX.at);
  const y = Float32Array.from(up.values, scaleY.at);
  return { across: scaleX, up: scaleY, x, y, count: x.filter((place, run) => Number.isFinite(place + y[run]!)).length };
}

/** The run nearest to a place, no farther than `reach`; −1 when there is none. */
export function nearestRun({ x, y }: ScatterPlot, place: { readonly x: number; readonly y: number }, reach: number): number {
  let [found, least] = [-1, reach * reach];
  for (let run = 0; run < x.length; run += 1) {
    const distance = (x[run]! - place.x) ** 2 + (y[run]! - place.y) ** 2;
    if (distance < least) [found, least] = [run, distance];
  }
  return found;
}
