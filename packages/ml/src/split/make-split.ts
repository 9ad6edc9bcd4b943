/** Draws a split: which rows train, which validate, which test. The same input and seed give the same split for ever. */
import { createRandom, type Random } from '../random.ts';
import { apportion } from './apportion.ts';
import { assignmentOf } from './assignment.ts';
import { checkSplitOptions, DEFAULT_FRACTIONS } from './check-options.ts';
import { refuseEmptyClasses, refuseEmptyParts } from './check-parts.ts';
import { hashSplit } from './hash-split.ts';
import type { SplitOptions } from './options.ts';
import { partition } from './partition.ts';
import { ALWAYS_TRAINS, type Folds, type Fractions, IN_NO_FOLD, type Split, UNUSED } from './split.ts';
import { blocksByTime, orderByTime } from './time-order.ts';

/**
 * Stratified: each class within one row of its share in every part. Grouped: no group in two parts. By time: training
 * before validation before test. Rows without a label are in no part.
 *
 * Throws a `DataError` for options that make no sense, for a part without rows and for a class without rows in a part.
 */
export function makeSplit(options: SplitOptions): Split {
  checkSplitOptions(options);
  const { samples, seed, protocol = 'holdout', strategy = 'random' } = options;
  const random = createRandom(seed);
  const rows = labelledRows(options);
  const drawn =
    protocol === 'holdout'
      ? { fractions: options.fractions ?? DEFAULT_FRACTIONS, assignment: holdout(options, rows, random) }
      : crossValidation(options, rows, random);
  const split: Split = { hash: '', protocol, strategy, seed, samples, ...drawn };
  refuseEmptyParts(split, rows);
  if (options.labels !== undefined && options.allowEmptyClasses !== true) refuseEmptyClasses(split, options.labels, options.classes);
  return { ...split, hash: hashSplit(split) };
}

function labelledRows({ samples, labels }: SplitOptions): Uint32Array {
  const rows = Uint32Array.from({ length: samples }, (_, row) => row);
  return labels === undefined ? rows : rows.filter((row) => labels[row] >= 0);
}

function holdout(options: SplitOptions, rows: Uint32Array, random: Random): Uint8Array {
  const { train, validation, test } = options.fractions ?? DEFAULT_FRACTIONS;
  const shares = [train, validation, test];
  const assignment = new Uint8Array(options.samples).fill(UNUSED);
  if (options.strategy === 'time') {
    const { order, times } = orderByTime(options.times as readonly (string | number | null)[], rows);
    const blocks = blocksByTime(order, times, apportion(rows.length, shares));
    order.forEach((row, index) => (assignment[row] = blocks[index]));
  } else {
    const bins = partition({ ...options, strategy: options.strategy ?? 'random', rows, shares }, random);
    rows.forEach((row, index) => (assignment[row] = bins[index]));
  }
  return assignment;
}

function crossValidation(
  options: SplitOptions,
  rows: Uint32Array,
  random: Random,
): { fractions: Fractions; assignment: Uint8Array; folds: Folds } {
  const { samples, protocol, repeats = 1, strategy = 'random' } = options;
  const { count, draw } = foldsOf(options, rows);
  const validation = (options.fractions ?? DEFAULT_FRACTIONS).validation;
  const innerCount =
    protocol === 'nested'
      ? (options.innerFolds ?? 5)
      : strategy === 'time' || validation === 0
        ? 0
        : Math.max(2, Math.round((1 - 1 / count) / validation));
  const testedIn = new Uint32Array(repeats * samples).fill(IN_NO_FOLD);
  const inner = new Uint32Array(innerCount === 0 ? 0 : repeats * samples);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const outer = draw(random.fork(`folds ${repeat}`));
    rows.forEach((row, index) => (testedIn[repeat * samples + row] = outer[index]));
    if (innerCount === 0) continue;
    const shares = equalShares(innerCount);
    const innerStrategy =
      protocol === 'leave-one-group-out' && !strategy.endsWith('grouped') ? 'grouped' : strategy === 'time' ? 'random' : strategy;
    const bins = partition({ ...options, strategy: innerStrategy, rows, shares }, random.fork(`inner ${repeat}`));
    rows.forEach((row, index) => (inner[repeat * samples + row] = bins[index]));
  }
  const folds: Folds = { count, repeats, testedIn, innerCount, inner };
  const fractions = {
    train: 1 - 1 / count - (innerCount === 0 ? 0 : validation),
    validation: innerCount === 0 ? 0 : validation,
    test: 1 / count,
  };
  return { fractions, folds, assignment: assignmentOf({ samples, folds, assignment: new Uint8Array() }, 0) };
}

interface FoldDraw {
  readonly count: number;
  /** The fold that tests each of the rows. */
  readonly draw: (random: Random) => Uint32Array;
}

function foldsOf(options: SplitOptions, rows: Uint32Array): FoldDraw {
  const { protocol, strategy = 'random', folds: count = 5 } = options;
  if (protocol === 'leave-one-out') return { count: rows.length, draw: () => Uint32Array.from(rows, (_, index) => index) };
  if (protocol === 'leave-one-group-out') {
    const groups = options.groups as readonly string[];
    const names = new Map([...new Set(Array.from(rows, (row) => groups[row]))].sort().map((name, index) => [name, index]));
    return { count: names.size, draw: () => Uint32Array.from(rows, (row) => names.get(groups[row]) as number) };
  }
  if (strategy === 'time') return { count, draw: () => foldsByTime(options.times as readonly (string | number | null)[], rows, count) };
  return { count, draw: (random) => partition({ ...options, strategy, rows, shares: equalShares(count) }, random) };
}

/** One block more than folds: the earliest only ever trains, and each fold trains on all that came before it. */
function foldsByTime(times: readonly (string | number | null)[], rows: Uint32Array, count: number): Uint32Array {
  const { order, times: values } = orderByTime(times, rows);
  const blocks = blocksByTime(order, values, apportion(rows.length, equalShares(count + 1)));
  const foldOfRow = new Map<number, number>();
  order.forEach((row, index) => foldOfRow.set(row, blocks[index] === 0 ? ALWAYS_TRAINS : blocks[index] - 1));
  return Uint32Array.from(rows, (row) => foldOfRow.get(row) as number);
}

function equalShares(count: number): number[] {
  return Array.from({ length: count }, () => 1 / count);
}
