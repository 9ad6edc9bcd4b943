/**
 * What native TensorFlow says about itself while it is being loaded, before any level of logging can be set, and about odd sizes of batches. It says
 * nothing about a run and is left out of the run's log.
 */
const NOISE =
  /^(?:WARNING: All log messages before absl::InitializeLog\(\) is called are written to STDERR|[IW]\d{4} [\d:.]+ +\d+ (?:port|cpu_feature_guard|lstm_ops)\.cc:\d+\] .*)(?:\n|$)/gm;

/** Whole lines without those. */
export function withoutNoise(text: string): string {
  return text.replace(NOISE, '');
}
