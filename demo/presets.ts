/** What suits the demo's data, in the words of the API. */
import type { ModelInput, TrainingInput } from '@atelier/client/operations';

export interface Preset {
  readonly model: ModelInput;
  readonly training: TrainingInput;
}

const CNN: Preset = {
  model: { cnn: { filters: [24, 48, 64], padding: 'SAME', dense: [64], dropout: 0.4 } },
  training: { epochs: 20, batchSize: 32, learningRate: 0.001, schedule: 'COSINE' },
};

const RNN: Preset = {
  model: { rnn: { cell: 'GRU', units: [64], bidirectional: true, pooling: 'MAX', dense: [], dropout: 0.3 } },
  training: { epochs: 16, batchSize: 32, learningRate: 0.003, schedule: 'COSINE' },
};

/** The model and training of a family; `epochs` replaces the preset's own number. */
export function presetFor(family: 'cnn' | 'rnn', epochs: number | undefined): Preset {
  const { model, training } = family === 'cnn' ? CNN : RNN;
  return { model, training: epochs === undefined ? training : { ...training, epochs } };
}
