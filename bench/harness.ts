import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One claim of speed: what it compares, and the ratio it must reach. */
export type BenchRow = {
  /** Short and unique, such as `K1` or `TR3`. */
  id: string;
  title: string;
  /** The ratio below which the row (and the whole command) fails. */
  floor: number;
  /** The ratio we aim at. */
  target: number;
  /** `higher` (the default): ratio ≥ floor is wanted; `lower`: ratio ≤ floor, for costs and times. */
  better?: 'higher' | 'lower';
  run(): Promise<BenchResult>;
};

/** What one row measured, or why it could not be measured on this machine. */
export type BenchResult = { ratio: number; detail: string } | { skipped: string };

/** `met` reaches the target, `ok` the floor, `short` neither; `skipped` measured nothing. */
export type Verdict = 'met' | 'ok' | 'short' | 'skipped';

/** A row with the folder it came from: its area (`metrics`, `ml`, …) can be named on the command line. */
export type RegisteredRow = BenchRow & { area: string };

/** Every row of every `<area>/*.bench.ts` under `folder`, in order of area and file. */
export async function loadRows(folder: string): Promise<RegisteredRow[]> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.bench.ts')).sort();
  const rows: RegisteredRow[] = [];
  for (const file of files) {
    const module: { rows?: BenchRow[] } = await import(pathToFileURL(join(folder, file)).href);
    if (!Array.isArray(module.rows)) throw new Error(`${file} must export \`rows\`, an array of bench rows`);
    const area = file.split(/[\\/]/)[0];
    for (const row of module.rows) {
      if (rows.some((known) => known.id === row.id)) throw new Error(`two bench rows are called ${row.id}`);
      rows.push({ ...row, area });
    }
  }
  return rows;
}

/** The rows whose id or area is named; all of them when nothing is. Throws at a name that means no row. */
export function chooseRows(rows: RegisteredRow[], names: string[]): RegisteredRow[] {
  for (const name of names) {
    if (!rows.some((row) => row.id === name || row.area === name)) {
      const known = [...new Set(rows.flatMap((row) => [row.area, row.id]))].join(', ');
      throw new Error(`no bench row or area is called ${name}; there are: ${known}`);
    }
  }
  return names.length === 0 ? rows : rows.filter((row) => names.includes(row.id) || names.includes(row.area));
}

/** Judges a result against the row's floor and target. A ratio that is not a number falls short. */
export function judge(row: BenchRow, result: BenchResult): Verdict {
  if ('skipped' in result) return 'skipped';
  const reaches = (bound: number) => (row.better === 'lower' ? result.ratio <= bound : result.ratio >= bound);
  return reaches(row.target) ? 'met' : reaches(row.floor) ? 'ok' : 'short';
}

/** One printed line: id, ratio, floor, target, verdict, title and detail. */
export function formatLine(row: BenchRow, result: BenchResult): string {
  const number = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(3)).toString() : String(value));
  const ratio = 'skipped' in result ? '-' : number(result.ratio);
  const columns = [row.id.padEnd(6), ratio.padStart(8), number(row.floor).padStart(8), number(row.target).padStart(8)];
  return `${columns.join(' ')}  ${judge(row, result).padEnd(7)}  ${row.title}: ${'skipped' in result ? result.skipped : result.detail}`;
}

/** The middle of several timings of `work`, in milliseconds, after one call that is not counted. */
export async function medianMs(work: () => unknown, repeats = 5): Promise<number> {
  await work();
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1];
}
