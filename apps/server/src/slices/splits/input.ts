// What is asked of a split or a recipe, checked before anything is read.
import { DataError } from '@atelier/ml/formats';
import { parseRecipe, type Recipe } from '@atelier/ml/recipe';
import { invalidInput } from '../../errors.ts';

const NAME_LIMIT = 200;
const SEED_LIMIT = 2 ** 31 - 1;
const SHOWN_LIMIT = 50;
const EPOCHS_LIMIT = 8;
const EPOCH_LIMIT = 1_000_000;

export function splitName(name: string | null | undefined, fallback: string): string {
  return givenName(name ?? fallback);
}

export function givenName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length === 0 || trimmed.length > NAME_LIMIT)
    throw invalidInput(`A name has 1 to ${NAME_LIMIT} characters, got ${trimmed.length}.`, 'name');
  return trimmed;
}

export function givenSeed(seed: number): number {
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= SEED_LIMIT))
    throw invalidInput(`seed is a whole number from 0 to ${SEED_LIMIT}, got ${seed}.`, 'seed');
  return seed;
}

/** Completes the steps of a recipe. Throws `INVALID_INPUT` naming the step, the option, what was expected and found. */
export function givenRecipe(steps: unknown): Recipe {
  return refusing('steps', () => parseRecipe({ steps }));
}

export function givenRows(rows: readonly number[], samples: number): readonly number[] {
  if (rows.length === 0 || rows.length > SHOWN_LIMIT)
    throw invalidInput(`rows names 1 to ${SHOWN_LIMIT} samples, got ${rows.length}.`, 'rows');
  const wrong = rows.find((row) => !(Number.isInteger(row) && row >= 0 && row < samples));
  if (wrong !== undefined) throw invalidInput(`rows are whole numbers from 0 to ${samples - 1}, got ${wrong}.`, 'rows');
  return rows;
}

/** Epochs to look into, from 1. */
export function givenEpochs(epochs: readonly number[]): readonly number[] {
  if (epochs.length > EPOCHS_LIMIT) throw invalidInput(`epochs names at most ${EPOCHS_LIMIT}, got ${epochs.length}.`, 'epochs');
  const wrong = epochs.find((epoch) => !(Number.isInteger(epoch) && epoch >= 1 && epoch <= EPOCH_LIMIT));
  if (wrong !== undefined) throw invalidInput(`epochs are whole numbers from 1 to ${EPOCH_LIMIT}, got ${wrong}.`, 'epochs');
  return epochs;
}

/** Runs what the ml package refuses with a `DataError`, and says it as `INVALID_INPUT` of the field. */
export function refusing<Result>(field: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof DataError) throw invalidInput(error.message, field);
    throw error;
  }
}
