/**
 * Models and training as plain data: what a launch form fills in, what the server checks and the agent runs.
 * This file and everything it imports load without TensorFlow, so a server may check a launch it will never run.
 */
import * as z from 'zod';

/** A launch asks for something outside its allowed range. `problems` names each field, the value found and what is allowed. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(subject: string, problems: readonly ConfigProblem[]) {
    super(`${subject}: ${problems.map((problem) => problem.message).join('; ')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export interface ConfigProblem {
  /** Dotted path, such as `filters.0`. */
  readonly field: string;
  readonly message: string;
}

const whole = (low: number, high: number) => {
  const allowed = { error: `a whole number from ${low} to ${high}` };
  return z.int(allowed).min(low, allowed).max(high, allowed);
};
const number = (low: number, high: number, allowed = `a number from ${low} to ${high}`) =>
  z.number({ error: allowed }).min(low, { error: allowed }).max(high, { error: allowed });
const list = (item: z.ZodInt, longest: number) =>
  z.array(item, { error: 'a list of whole numbers' }).max(longest, { error: `at most ${longest} entries` });
const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, { error: `one of ${words.join(', ')}` });
const flag = () => z.boolean({ error: 'true or false' });

const dense = (standard: number[]) => list(whole(1, 8192), 16).default(standard);
const dropout = number(0, 0.95).default(0);
const l2 = number(0, 1).default(0);

/** Convolution blocks (convolution, ReLU, max pooling), then dense layers. The defaults are the reference net. */
export const cnnConfig = z.strictObject({
  family: z.literal('cnn'),
  filters: list(whole(1, 2048), 16).min(1, { error: 'at least one entry' }).default([32, 64, 128]),
  kernelSize: whole(1, 15).default(3),
  /** Side of the pooling window after each convolution; 1 pools nothing. */
  pool: whole(1, 8).default(2),
  /** `valid` loses the border at each convolution, `same` pads it with zeros. */
  padding: oneOf('valid', 'same').default('valid'),
  dense: dense([512]),
  dropout,
  batchNormalization: flag().default(false),
  /** The mean over all places instead of flattening: far fewer parameters, and the place of a motif no longer counts. */
  globalPooling: flag().default(false),
  l2,
});

/** An embedding for tokens, recurrent layers over the steps, then dense layers. The defaults are the reference net. */
export const rnnConfig = z.strictObject({
  family: z.literal('rnn'),
  cell: oneOf('lstm', 'gru').default('lstm'),
  units: list(whole(1, 2048), 8).min(1, { error: 'at least one entry' }).default([64, 64]),
  bidirectional: flag().default(false),
  /** Dimensions of the table that token input is looked up in; numeric input ignores it. */
  embedding: whole(1, 2048).default(64),
  /** What the layers above see of the last recurrent layer: its last valid step, or the mean or maximum over the valid steps. */
  pooling: oneOf('last', 'mean', 'max').default('last'),
  dense: dense([64]),
  dropout,
  l2,
});

/** Dense layers over the columns of a table. */
export const mlpConfig = z.strictObject({ family: z.literal('mlp'), dense: dense([128, 64]), dropout, l2 });

export const modelConfig = z.discriminatedUnion('family', [cnnConfig, rnnConfig, mlpConfig], { error: 'a family, one of cnn, rnn, mlp' });

export const trainingConfig = z.strictObject({
  epochs: whole(1, 10_000).default(10),
  batchSize: whole(1, 4096).default(32),
  optimizer: oneOf('adam', 'sgd', 'momentum', 'rmsprop').default('adam'),
  learningRate: number(Number.MIN_VALUE, 10, 'a number above 0, at most 10').default(1e-3),
  /** `cosine` falls to zero over all epochs, `step` by ten after one half and again after three quarters of them. */
  schedule: oneOf('constant', 'cosine', 'step').default('constant'),
  /** `balanced` weighs each class by samples / (classes × samples of the class). */
  classWeights: oneOf('none', 'balanced').default('none'),
  /** The largest Euclidean norm of all gradients together; null does not clip. */
  clipNorm: number(Number.MIN_VALUE, 1e6, 'a number above 0, at most 1000000, or null').nullable().default(null),
  earlyStopping: z
    .strictObject({ patience: whole(1, 10_000).default(5), monitor: oneOf('val_loss', 'val_accuracy').default('val_loss') })
    .nullable()
    .default(null),
  /** Ends with the weights of the best epoch by the monitored metric (`val_loss` without early stopping), not of the last. */
  restoreBest: flag().default(true),
});

export type CnnConfig = z.output<typeof cnnConfig>;
export type RnnConfig = z.output<typeof rnnConfig>;
export type MlpConfig = z.output<typeof mlpConfig>;
export type ModelConfig = z.output<typeof modelConfig>;
export type ModelInput = z.input<typeof modelConfig>;
export type TrainingConfig = z.output<typeof trainingConfig>;
export type TrainingInput = z.input<typeof trainingConfig>;

/** A model config with its defaults filled in. Throws a `ConfigError`. */
export function parseModel(input: unknown): ModelConfig {
  return parse('model', modelConfig, input);
}

/** A training config with its defaults filled in. Throws a `ConfigError`. */
export function parseTraining(input: unknown): TrainingConfig {
  return parse('training', trainingConfig, input);
}

function parse<Schema extends z.ZodType>(subject: string, schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    subject,
    parsed.error.issues.map((issue) => describe(issue, input)),
  );
}

function describe(issue: z.core.$ZodIssue, input: unknown): ConfigProblem {
  const field = issue.path.join('.') || 'value';
  if (issue.code === 'unrecognized_keys') return { field: issue.keys.join(', '), message: `unknown field ${issue.keys.join(', ')}` };
  const found = issue.path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
  return { field, message: `${field} must be ${issue.message}, got ${JSON.stringify(found) ?? 'nothing'}` };
}
