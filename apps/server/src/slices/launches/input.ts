// A launch as it is asked for in GraphQL, as the plain data that packages/ml checks and trains by.
import { ConfigError, type ModelConfig, parseModel, parseTraining, type TrainingConfig } from '@atelier/ml/config';
import { AppError, invalidInput } from '../../errors.ts';

export interface ModelChoice {
  readonly cnn?: object | null | undefined;
  readonly rnn?: object | null | undefined;
  readonly mlp?: object | null | undefined;
}

/** The one family that is given, with its defaults filled in. Throws `INVALID_INPUT` naming each field at fault. */
export function givenModel(choice: ModelChoice, prefix = 'input.model'): ModelConfig {
  const [family, options] = Object.entries(choice).find(([, value]) => value != null) ?? [undefined, undefined];
  return asInput(() => parseModel({ ...plain(options ?? {}), family }), `${prefix}.${family}`);
}

/** How to train. Throws `INVALID_INPUT` naming each field at fault. */
export function givenTraining(training: object, prefix = 'input.training'): TrainingConfig {
  return asInput(() => parseTraining(plain(training)), prefix);
}

const PRIORITIES = 100;
const BACKENDS = ['auto', 'tensorflow-gpu', 'tensorflow', 'webgpu', 'wasm', 'cpu'];

/** Where in the queue, and where to run. Throws `INVALID_INPUT`. */
export function givenQueueing({ priority, backend }: { readonly priority: number; readonly backend: string }): void {
  if (Math.abs(priority) > PRIORITIES)
    throw invalidInput(`priority must lie between −${PRIORITIES} and ${PRIORITIES}, got ${priority}`, 'input.priority');
  if (!BACKENDS.includes(backend)) throw invalidInput(`backend must be one of ${BACKENDS.join(', ')}, got ${backend}`, 'input.backend');
}

/** Runs a check of packages/ml and turns what it complains of into `INVALID_INPUT`. */
export function asInput<Result>(check: () => Result, prefix: string): Result {
  try {
    return check();
  } catch (error) {
    if (error instanceof ConfigError)
      throw new AppError('INVALID_INPUT', error.message, { fields: error.problems.map(({ field }) => `${prefix}.${field}`) });
    if (error instanceof Error && error.name === 'DataError') throw new AppError('INVALID_INPUT', error.message, { fields: [prefix] });
    throw error;
  }
}

// Enum values are upper case in GraphQL and lower case in ml; what is null was not given.
function plain(value: object): Record<string, unknown> {
  const entries = Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined);
  return Object.fromEntries(
    entries.map(([key, entry]) => [
      key,
      typeof entry === 'string' ? entry.toLowerCase() : typeof entry === 'object' && !Array.isArray(entry) ? plain(entry) : entry,
    ]),
  );
}
