import type { TrainingConfig } from '../model/config.ts';

/** The learning rate when `progress` (0 … 1) of all planned steps is done. Cosine: Loshchilov and Hutter, "SGDR", 2017, without restarts. */
export function learningRateAt(config: Pick<TrainingConfig, 'learningRate' | 'schedule'>, progress: number): number {
  switch (config.schedule) {
    case 'constant':
      return config.learningRate;
    case 'cosine':
      return config.learningRate * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    case 'step':
      return config.learningRate * (progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01);
  }
}
