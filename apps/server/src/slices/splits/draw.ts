// Draws a split of a dataset version and looks for leaks in it; in a process of its own, since both read every sample.
import { type Dataset, groupsOf } from '@atelier/ml/dataset';
import { DataError } from '@atelier/ml/formats';
import {
  checkLeakage,
  foldCount,
  type LeakageReport,
  makeSplit,
  PARTS,
  type Part,
  type PartSummary,
  type Split,
  splitToJson,
  summariseSplit,
  type SplitJson,
} from '@atelier/ml/split';
import { needsGroups, needsTimes, STRATEGIES, type Strategy } from './strategy.ts';

export interface DrawOptions {
  readonly strategy: Strategy;
  /** Train, validation, test. */
  readonly fractions: readonly number[];
  readonly seed: number;
  /** Metadata columns; null takes what the import found. */
  readonly groupBy: string | null;
  readonly stratifyBy: string | null;
  readonly timeColumn: string | null;
  readonly folds: number | null;
  readonly repeats: number | null;
  readonly innerFolds: number | null;
}

export interface DrawnPart extends PartSummary {
  readonly part: Part;
}

export interface Drawn {
  readonly split: SplitJson;
  readonly folds: number;
  readonly groupBy: string | null;
  readonly timeColumn: string | null;
  readonly parts: readonly DrawnPart[];
  readonly classes: readonly string[];
  readonly leakage: LeakageReport;
}

/** Throws a `DataError` for options that do not fit the data. */
export function drawSplit(dataset: Dataset, options: DrawOptions): Drawn {
  const { strategy, seed } = options;
  const groupBy =
    options.groupBy ??
    (needsGroups(strategy)
      ? needed(dataset.manifest.groupColumn, strategy, 'groupBy', 'says which samples belong together', dataset)
      : null);
  const timeColumn =
    options.timeColumn ??
    (needsTimes(strategy) ? needed(dataset.manifest.timeColumn, strategy, 'timeColumn', 'says when each sample was made', dataset) : null);
  const groups = groupBy === null ? dataset.groups : groupsOf(dataset.metadata(groupBy));
  const strata = strataOf(dataset, options.stratifyBy);
  const split = makeSplit({
    samples: dataset.samples,
    ...STRATEGIES[strategy],
    seed,
    fractions: fractionsOf(options.fractions),
    ...(options.folds === null ? {} : { folds: options.folds }),
    ...(options.repeats === null ? {} : { repeats: options.repeats }),
    ...(options.innerFolds === null ? {} : { innerFolds: options.innerFolds }),
    ...strata,
    ...(groups === undefined ? {} : { groups }),
    ...(timeColumn === null ? {} : { times: dataset.metadata(timeColumn) }),
  });
  return {
    split: splitToJson(split),
    folds: foldCount(split),
    groupBy,
    timeColumn,
    ...summary(dataset, split, groups),
    leakage: checkLeakage(dataset, split, {
      ...(groupBy === null ? {} : { groupColumn: groupBy }),
      ...(timeColumn === null ? {} : { timeColumn }),
    }),
  };
}

function fractionsOf(fractions: readonly number[]): { train: number; validation: number; test: number } {
  if (fractions.length !== 3) throw new DataError(`fractions: expected three shares (train, validation, test), found ${fractions.length}`);
  const [train, validation, test] = fractions;
  return { train, validation, test };
}

function needed(found: string | undefined, strategy: Strategy, option: string, does: string, dataset: Dataset): string {
  if (found !== undefined) return found;
  const columns = dataset.manifest.metadata.map(({ name }) => name).join(', ') || 'the version has none';
  throw new DataError(`${option}: the strategy ${strategy} expected a column that ${does} (${columns}), found none chosen`);
}

interface Strata {
  readonly labels?: ArrayLike<number>;
  readonly classes?: readonly string[];
  readonly allowEmptyClasses?: boolean;
}

const TENTHS = 10;

/** Numbers as strata: which tenth of all samples each is in by its first output; −1, in no part, where a number is missing. */
function tenthsOf(values: Float64Array, outputs: number): Int32Array {
  const samples = values.length / outputs;
  const isWhole = (row: number): boolean => !values.subarray(row * outputs, (row + 1) * outputs).some(Number.isNaN);
  const order = Array.from({ length: samples }, (_, row) => row).filter(isWhole);
  order.sort((one, other) => values[one * outputs]! - values[other * outputs]!);
  const tenths = new Int32Array(samples).fill(-1);
  order.forEach((row, rank) => (tenths[row] = Math.floor((rank * TENTHS) / order.length)));
  return tenths;
}

// Stratifying by another column than the label: its values are the strata, and a sample without one is in no part.
function strataOf(dataset: Dataset, column: string | null): Strata {
  if (column === null) {
    const { target } = dataset;
    if (target?.kind === 'regression') return { labels: tenthsOf(target.values, target.outputs), allowEmptyClasses: true };
    return target?.kind === 'binary' || target?.kind === 'multiclass' ? { labels: target.labels, classes: target.classes } : {};
  }
  const values = dataset.metadata(column).map((value) => (value === null ? null : String(value)));
  const classes = [...new Set(values.filter((value) => value !== null))].sort();
  const codes = new Map(classes.map((name, code) => [name, code]));
  return { labels: values.map((value) => (value === null ? -1 : (codes.get(value) ?? -1))), classes };
}

function summary(dataset: Dataset, split: Split, groups: readonly string[] | undefined): Pick<Drawn, 'parts' | 'classes'> {
  const { target } = dataset;
  const labelled = target?.kind === 'binary' || target?.kind === 'multiclass' ? { labels: target.labels, classes: target.classes } : {};
  const summaries = summariseSplit(split, { ...labelled, ...(groups === undefined ? {} : { groups }) });
  return { parts: PARTS.map((part) => ({ part, ...summaries[part] })), classes: labelled.classes ?? [] };
}
