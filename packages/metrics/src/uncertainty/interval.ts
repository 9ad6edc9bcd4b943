import { require } from '../input.ts';

/** A number with the range it is believed to lie in. */
export type Interval = {
  estimate: number;
  low: number;
  high: number;
};

export type ConfidenceOptions = {
  /** The share of such intervals that hold the true value. Default 0.95. */
  confidence?: number;
};

/** The tail probability left out on each side. */
export function tailOf(metric: string, confidence = 0.95): number {
  require(confidence > 0 && confidence < 1, metric, `a confidence between 0 and 1, got ${confidence}`);
  return (1 - confidence) / 2;
}
