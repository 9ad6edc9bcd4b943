import { DataError } from '../formats/data-error.ts';
import type { SplitOptions } from './options.ts';
import type { Fractions } from './split.ts';

export const DEFAULT_FRACTIONS: Fractions = { train: 0.7, validation: 0.15, test: 0.15 };

/** Throws a `DataError` for the first option that no split can be made with. */
export function checkSplitOptions(options: SplitOptions): void {
  const { samples, protocol = 'holdout', strategy = 'random', fractions = DEFAULT_FRACTIONS, labels, groups, times } = options;
  wants(Number.isInteger(samples) && samples > 0 && samples < 2 ** 32, 'a positive number of samples', samples);
  wants(Number.isSafeInteger(options.seed) && options.seed >= 0, 'a seed that is a whole number from 0 to 2^53 − 1', options.seed);
  wants(
    ['random', 'stratified', 'grouped', 'stratified-grouped', 'time'].includes(strategy),
    'the strategy random, stratified, grouped, stratified-grouped or time',
    strategy,
  );
  wants(
    ['holdout', 'k-fold', 'leave-one-out', 'leave-one-group-out', 'nested'].includes(protocol),
    'the protocol holdout, k-fold, leave-one-out, leave-one-group-out or nested',
    protocol,
  );
  checkFractions(fractions, protocol === 'holdout');
  for (const [name, column] of Object.entries({ labels, groups, times })) {
    if (column !== undefined) wants(column.length === samples, `${samples} ${name}, one for each sample`, column.length);
  }
  if (strategy.startsWith('stratified')) wants(labels !== undefined, `labels for the strategy ${strategy}`, undefined);
  if (strategy.endsWith('grouped') || protocol === 'leave-one-group-out')
    wants(groups !== undefined, `groups for ${protocol === 'leave-one-group-out' ? protocol : `the strategy ${strategy}`}`, undefined);
  if (strategy === 'time') {
    wants(times !== undefined, 'times for the strategy time', undefined);
    wants(protocol === 'holdout' || protocol === 'k-fold', 'holdout or k-fold for the strategy time', protocol);
  }
  whole(options.folds, 2, samples, 'folds');
  whole(options.innerFolds, 2, samples, 'innerFolds');
  whole(options.repeats, 1, 1000, 'repeats');
  if ((options.repeats ?? 1) > 1)
    wants(protocol === 'k-fold' && strategy !== 'time', 'repeats only of drawn k-folds', `${protocol} ${strategy}`);
}

function checkFractions(fractions: Fractions, holdout: boolean): void {
  const { train, validation, test } = fractions;
  for (const [part, fraction] of Object.entries({ train, validation, test }))
    wants(fraction >= 0 && fraction <= 1, `a fraction from 0 to 1 for ${part}`, fraction);
  const sum = train + validation + test;
  if (holdout) {
    wants(Math.abs(sum - 1) < 1e-9, 'fractions that sum to 1', Number(sum.toPrecision(12)));
    wants(train > 0, 'a fraction above 0 for train', train);
  } else {
    wants(validation < 1, 'a validation fraction below 1', validation);
  }
}

function whole(value: number | undefined, from: number, to: number, name: string): void {
  if (value !== undefined) wants(Number.isInteger(value) && value >= from && value <= to, `${name} from ${from} to ${to}`, value);
}

function wants(holds: boolean, what: string, got: unknown): void {
  if (!holds) throw new DataError(`makeSplit requires ${what}, got ${typeof got === 'number' ? got : (JSON.stringify(got) ?? 'none')}`);
}
