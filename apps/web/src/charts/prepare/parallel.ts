// Parallel coordinates: one upright axis per column, one line per run.
import { scaleOf, type ValueScale } from './value-scale.ts';

export interface PlotColumn {
  readonly name: string;
  readonly title: string;
  /** Of each run, in the same order for all columns. */
  readonly values: readonly unknown[];
}

export interface ParallelAxis {
  readonly name: string;
  readonly title: string;
  readonly scale: ValueScale;
  /** Of each run, in [0, 1] from the foot; NaN where it has none. */
  readonly at: Float32Array;
}

/** The axes of columns whose values differ; the others have nothing to show. */
export function parallelAxes(columns: readonly PlotColumn[]): ParallelAxis[] {
  return columns.flatMap(({ name, title, values }) => {
    const scale = scaleOf(values);
    return scale ? [{ name, title, scale, at: Float32Array.from(values, scale.at) }] : [];
  });
}

/** What is held fast on each axis, by name: from one place to another. */
export type Brushes = Readonly<Record<string, readonly [number, number]>>;

/** Which runs pass between all brushes; undefined when there are none. */
export function brushed(axes: readonly ParallelAxis[], brushes: Brushes): Uint8Array | undefined {
  const held = axes.filter((axis) => brushes[axis.name]);
  if (held.length === 0) return undefined;
  const length = axes[0]!.at.length;
  return Uint8Array.from({ length }, (_, run) =>
    held.every(({ name, at }) => at[run]! >= brushes[name]![0] - 1e-6 && at[run]! <= brushes[name]![1] + 1e-6) ? 1 : 0,
  );
}

/** The brushes as one condition of the filter language. */
export function conditionOf(axes: readonly ParallelAxis[], brushes: Brushes): string {
  return axes
    .flatMap(({ name, scale }) => {
      const brush = brushes[name];
      const condition = brush && scale.condition(name, brush[0], brush[1]);
      return condition ? [condition] : [];
    })
    .join(' and ');
}
