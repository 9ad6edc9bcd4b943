/** Models by name, with a training that suits them. Plain data, like everything behind this door. */
import { type ModelConfig, parseModel, parseTraining, type ModelInput, type TrainingConfig, type TrainingInput } from './config.ts';

export interface Preset {
  readonly model: ModelConfig;
  readonly training: TrainingConfig;
}

/**
 * `reference-…`: the nets that every comparison with other libraries uses. `works-…`: what a few thousand pictures or sequences of human
 * work can teach in minutes without a GPU.
 */
export const PRESETS = {
  'reference-cnn': preset({ family: 'cnn' }, {}),
  'reference-rnn': preset({ family: 'rnn' }, {}),
  'works-cnn': preset(
    { family: 'cnn', filters: [24, 48, 64], padding: 'same', dense: [64], dropout: 0.4, l2: 0.001 },
    { epochs: 20, batchSize: 32, learningRate: 0.001, schedule: 'cosine' },
  ),
  'works-rnn': preset(
    { family: 'rnn', cell: 'gru', units: [64], bidirectional: true, pooling: 'max', dense: [], dropout: 0.3 },
    { epochs: 16, batchSize: 32, learningRate: 0.003, schedule: 'cosine' },
  ),
} as const;

/** The preset for works of a family. */
export function presetFor(family: 'cnn' | 'rnn'): Preset {
  return PRESETS[`works-${family}`];
}

function preset(model: ModelInput, training: TrainingInput): Preset {
  return { model: parseModel(model), training: parseTraining(training) };
}
