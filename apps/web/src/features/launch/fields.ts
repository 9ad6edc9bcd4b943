// The form of a launch as data: what each field is called, what it takes and why one would change it. Names and defaults are the schema's.
import { enumChoices, inputDefaults } from '../../generated/input-defaults.ts';
import type { CnnInput, EarlyStoppingInput, MlpInput, RnnInput, TrainingInput } from '../../generated/launch.ts';

export type Family = 'cnn' | 'rnn' | 'mlp';
export type FieldValue = number | string | boolean | readonly number[] | null;
export type Values = Readonly<Record<string, FieldValue>>;

export interface Field {
  readonly label: string;
  readonly kind: 'whole' | 'number' | 'list' | 'flag' | 'choice' | 'optional';
  readonly help?: string;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

const layers: Field = { label: 'Dense layers', kind: 'list', help: 'Units of each, first to last' };
const dropout: Field = { label: 'Dropout', kind: 'number', min: 0, max: 0.95, help: 'Share of units left out in each step' };
const l2: Field = { label: 'L2', kind: 'number', min: 0, max: 1, help: 'Pull of the weights towards zero' };

const cnn = {
  filters: { label: 'Filters', kind: 'list', help: 'Of each convolution, first to last' },
  kernelSize: { label: 'Kernel size', kind: 'whole', min: 1, max: 15 },
  pool: { label: 'Pooling', kind: 'whole', min: 1, max: 8, help: 'Side of the window; 1 pools nothing' },
  padding: { label: 'Padding', kind: 'choice', choices: enumChoices.Padding, help: 'Valid loses the border, same keeps it' },
  dense: layers,
  dropout,
  batchNormalization: { label: 'Batch normalisation', kind: 'flag' },
  globalPooling: { label: 'Global pooling', kind: 'flag', help: 'Mean over all places: far fewer parameters' },
  l2,
} satisfies Record<keyof CnnInput, Field>;

const rnn = {
  cell: { label: 'Cell', kind: 'choice', choices: enumChoices.RnnCell },
  units: { label: 'Units', kind: 'list', help: 'Of each recurrent layer' },
  bidirectional: { label: 'Bidirectional', kind: 'flag', help: 'Read from both ends' },
  embedding: { label: 'Embedding', kind: 'whole', min: 1, max: 2048, help: 'Dimensions, for tokens only' },
  pooling: { label: 'Over the steps', kind: 'choice', choices: enumChoices.StepPooling, help: 'What the dense layers see' },
  dense: layers,
  dropout,
  l2,
} satisfies Record<keyof RnnInput, Field>;

const mlp = { dense: layers, dropout, l2 } satisfies Record<keyof MlpInput, Field>;

export const modelFields: Record<Family, Record<string, Field>> = { cnn, rnn, mlp };

export const trainingFields: Record<string, Field> = {
  epochs: { label: 'Epochs', kind: 'whole', min: 1, max: 10_000 },
  batchSize: { label: 'Batch size', kind: 'whole', min: 1, max: 4096 },
  learningRate: { label: 'Learning rate', kind: 'number', min: 0, max: 10 },
  optimizer: { label: 'Optimiser', kind: 'choice', choices: enumChoices.Optimizer },
  schedule: { label: 'Schedule', kind: 'choice', choices: enumChoices.Schedule },
  classWeights: { label: 'Class weights', kind: 'choice', choices: enumChoices.ClassWeights },
  clipNorm: { label: 'Clip gradients at', kind: 'optional', min: 0, help: 'Empty: never' },
  restoreBest: { label: 'Keep the best epoch', kind: 'flag', help: 'Not the last one' },
} satisfies Record<Exclude<keyof TrainingInput, 'earlyStopping'>, Field>;

export const stoppingFields: Record<string, Field> = {
  patience: { label: 'Patience', kind: 'whole', min: 1, max: 10_000, help: 'Epochs without a better value' },
  monitor: { label: 'Watch', kind: 'choice', choices: enumChoices.Monitor },
} satisfies Record<keyof EarlyStoppingInput, Field>;

export const modelDefaults: Record<Family, Values> = {
  cnn: inputDefaults.CnnInput,
  rnn: inputDefaults.RnnInput,
  mlp: inputDefaults.MlpInput,
};
export const trainingDefaults: Values = { clipNorm: null, ...inputDefaults.TrainingInput };
export const stoppingDefaults: Values = inputDefaults.EarlyStoppingInput;

export interface Preset {
  readonly name: string;
  readonly says: string;
  readonly model: Values;
  readonly training: Values;
}

/** The first of each family is the reference: the schema's defaults as they are. */
export const presets: Record<Family, readonly Preset[]> = {
  cnn: [
    { name: 'Reference', says: 'three convolutions, one dense layer of 512', model: {}, training: {} },
    {
      name: 'Small',
      says: 'for a few thousand works, minutes on a laptop',
      model: { filters: [24, 48, 64], padding: 'SAME', dense: [64], dropout: 0.4 },
      training: { epochs: 20, schedule: 'COSINE' },
    },
    {
      name: 'Steady',
      says: 'normalised, pooled over all places',
      model: { batchNormalization: true, globalPooling: true, dense: [64], dropout: 0.3 },
      training: { epochs: 30, schedule: 'COSINE' },
    },
  ],
  rnn: [
    { name: 'Reference', says: 'two LSTM layers of 64', model: {}, training: {} },
    {
      name: 'Small',
      says: 'for a few thousand works, minutes on a laptop',
      model: { units: [64], bidirectional: true, pooling: 'MAX', dense: [], dropout: 0.3 },
      training: { epochs: 16, learningRate: 0.003, schedule: 'COSINE' },
    },
  ],
  mlp: [{ name: 'Reference', says: 'two dense layers', model: {}, training: {} }],
};

export function familyOf(modality: string): Family {
  return modality === 'IMAGE' ? 'cnn' : modality === 'TABULAR' ? 'mlp' : 'rnn';
}

/** Values of a run's stored config, which has the names of the schema and lower-case choices. */
export function valuesLike(stored: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, Field>>): Values {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = stored[name] as FieldValue | undefined;
      if (value === undefined) return [];
      return [[name, field.kind === 'choice' ? String(value).toUpperCase() : value]];
    }),
  );
}
