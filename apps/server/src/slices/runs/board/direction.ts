/** Names of metrics of which less is better, whatever stands around them. */
const LESS_IS_BETTER =
  /(^|[^a-z])(loss|error|err|mse|rmse|mae|mape|brier|ece|perplexity|ppl|nll|divergence|latency|ms|seconds|bytes)($|[^a-z])/i;

/** The project's word on its primary metric. */
export interface Primary {
  readonly key: string;
  readonly direction: string;
}

/** Whether more of a metric is better: as the project says for its primary metric, else by name. */
export function moreIsBetter(key: string, primary?: Primary): boolean {
  if (primary && primary.key === key) return primary.direction !== 'MINIMIZE';
  return !LESS_IS_BETTER.test(key);
}
