// Parallel coordinates: which params differ, and where each run crosses each axis.

export interface ParallelRun {
  readonly id: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly outcome: number;
}

export interface ParallelAxis {
  readonly name: string;
  /** What stands at the foot and at the head. */
  readonly low: string;
  readonly high: string;
}

export interface ParallelLine {
  readonly id: string;
  /** One place per axis in [0, 1], from the foot; NaN where the run has none. */
  readonly at: readonly number[];
  readonly texts: readonly string[];
}

/** Axes of up to `most` params that differ, those with most to say first, and the outcome last. */
export function parallelAxes(runs: readonly ParallelRun[], outcome: string, most = 4): { axes: ParallelAxis[]; lines: ParallelLine[] } {
  const paths = [...new Set(runs.flatMap((run) => Object.keys(run.params)))].filter((path) => path !== 'seed');
  const scored = paths
    .map((path) => {
      const values = runs.map((run) => run.params[path]);
      return { path, scale: scaleOf(values), share: values.filter((value) => value !== undefined).length / runs.length };
    })
    .filter((axis) => axis.scale !== undefined && axis.share > 0.5)
    .sort((a, b) => spread(runs, b.path, b.scale!) - spread(runs, a.path, a.scale!))
    .slice(0, most);
  const end = scaleOf(runs.map((run) => run.outcome));
  if (scored.length === 0 || !end) return { axes: [], lines: [] };
  return {
    axes: [
      ...scored.map(({ path, scale }) => ({ name: path.split('.').at(-1) ?? path, low: scale!.low, high: scale!.high })),
      { name: outcome, low: end.low, high: end.high },
    ],
    lines: runs.map((run) => ({
      id: run.id,
      at: [...scored.map(({ path, scale }) => scale!.at(run.params[path])), end.at(run.outcome)],
      texts: [...scored.map(({ path }) => textOf(run.params[path])), textOf(run.outcome)],
    })),
  };
}

interface Scale {
  readonly low: string;
  readonly high: string;
  at(value: unknown): number;
}

/** Numbers lie on a line (of their logarithms when they span decades), everything else in equal steps; undefined when all are the same. */
function scaleOf(values: readonly unknown[]): Scale | undefined {
  const known = values.filter((value) => value !== undefined && value !== null);
  const numbers = known.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  if (known.length > 0 && numbers.length === known.length) {
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    if (low === high) return undefined;
    const log = low > 0 && high / low >= 20;
    const place = (value: number) => (log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));
    return { low: textOf(low), high: textOf(high), at: (value) => (typeof value === 'number' ? place(value) : Number.NaN) };
  }
  const texts = [...new Set(known.map(textOf))].sort();
  if (texts.length < 2 || texts.length > 12) return undefined;
  return {
    low: texts[0]!,
    high: texts.at(-1)!,
    at: (value) => (value === undefined || value === null ? Number.NaN : texts.indexOf(textOf(value)) / (texts.length - 1)),
  };
}

/** How strongly the outcome goes with a param: the size of their correlation. */
function spread(runs: readonly ParallelRun[], path: string, scale: Scale): number {
  const pairs = runs.map((run) => [scale.at(run.params[path]), run.outcome] as const).filter(([x, y]) => Number.isFinite(x + y));
  if (pairs.length < 3) return 0;
  const mean = (index: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[index], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xy += (x - mx) * (y - my);
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
  }
  return xx > 0 && yy > 0 ? Math.abs(xy) / Math.sqrt(xx * yy) : 0;
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(3)));
  return Array.isArray(value) ? value.join(', ') : String(value ?? '–');
}
