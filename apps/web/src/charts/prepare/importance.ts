// Which params go with the outcome: two honest numbers for each, and how much all of them tell together.
import { spearman } from '@atelier/metrics';
import { growForest } from './forest.ts';
import type { PlotColumn } from './parallel.ts';

export interface ParamImportance {
  readonly name: string;
  readonly title: string;
  /** Growth of a forest's squared error when this param is shuffled, as a share of the outcome's variance. */
  readonly importance: number;
  /** Spearman's rank correlation with the outcome; NaN for a param that is no number. */
  readonly correlation: number;
}

export interface Importance {
  /** The most important first. */
  readonly params: readonly ParamImportance[];
  /** How much of the outcome's variance the forest tells on runs that it has not seen. Near zero, nothing here is to be trusted. */
  readonly r2: number;
  readonly runs: number;
}

const fewest = 10;
/** More runs than this are thinned out evenly: the answer is to come soon, and the forest has learnt by then what it can. */
const most = 400;

/** Undefined with fewer than ten runs that have the outcome, or when nothing differs among them. */
export function importanceOf(columns: readonly PlotColumn[], outcome: readonly number[]): Importance | undefined {
  const all = Array.from(outcome.keys()).filter((run) => Number.isFinite(outcome[run]));
  const runs = all.length > most ? Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)]!) : all;
  const target = Float64Array.from(runs, (run) => outcome[run]!);
  const differing = columns
    .map((column) => ({ ...column, ...encode(runs.map((run) => column.values[run])) }))
    .filter(({ numbers }) => new Set(numbers).size > 1);
  if (runs.length < fewest || differing.length === 0 || new Set(target).size < 2) return undefined;
  const forest = growForest(
    differing.map((column) => column.numbers),
    target,
  );
  return {
    r2: forest.r2,
    runs: runs.length,
    params: differing
      .map(({ name, title, numbers, isNumber }, index) => ({
        name,
        title,
        importance: forest.importance[index]!,
        correlation: isNumber ? correlationOf(numbers, target) : Number.NaN,
      }))
      .sort((a, b) => b.importance - a.importance),
  };
}

function correlationOf(numbers: Float64Array, target: Float64Array): number {
  const known = Array.from(numbers.keys()).filter((index) => !Number.isNaN(numbers[index]));
  return spearman(
    known.map((index) => numbers[index]!),
    known.map((index) => target[index]!),
  );
}

/** Numbers as they are; words by their place in the alphabet, which a tree can cut anywhere; NaN where there is nothing. */
function encode(values: readonly unknown[]): { numbers: Float64Array; isNumber: boolean } {
  const known = values.filter((value) => value !== undefined && value !== null);
  if (known.every((value) => typeof value === 'number'))
    return { numbers: Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN)), isNumber: true };
  const texts = [...new Set(known.map((value) => JSON.stringify(value)))].sort();
  const place = new Map(texts.map((text, index) => [text, index]));
  return {
    numbers: Float64Array.from(values, (value) => (value === undefined || value === null ? Number.NaN : place.get(JSON.stringify(value))!)),
    isNumber: false,
  };
}
