// The one dictionary of metrics: how keys of the API are called and written. A key that is not known here is shown as it is.
import { bytes, duration, number } from '../../lib/format.ts';

interface MetricWord {
  readonly name: string;
  /** A `share` lies between 0 and 1 and is read as per cent; the others say what their numbers count. */
  readonly unit?: 'share' | 'percent' | 'bytes' | 'seconds' | 'count';
  readonly lowerIsBetter?: true;
  /** Neither end is better: it is set, or only watched. */
  readonly neutral?: true;
}

const share = (name: string): MetricWord => ({ name, unit: 'share' });
const cost = (name: string): MetricWord => ({ name, lowerIsBetter: true });

const known: Record<string, MetricWord> = {
  accuracy: share('Accuracy'),
  balanced_accuracy: share('Balanced accuracy'),
  top_k_accuracy: share('Top-k accuracy'),
  subset_accuracy: share('Subset accuracy'),
  f1: { name: 'F1' },
  precision: { name: 'Precision' },
  recall: { name: 'Recall' },
  specificity: { name: 'Specificity' },
  jaccard: { name: 'Jaccard index' },
  auc: { name: 'AUC' },
  roc_auc: { name: 'AUC' },
  average_precision: { name: 'Average precision' },
  log_loss: cost('Log loss'),
  brier: cost('Brier score'),
  ece: cost('Calibration error'),
  hamming_loss: cost('Hamming loss'),
  hinge_loss: cost('Hinge loss'),
  kappa: { name: 'Cohen’s kappa' },
  cohen_kappa: { name: 'Cohen’s kappa' },
  mcc: { name: 'Matthews correlation' },
  mse: cost('MSE'),
  rmse: cost('RMSE'),
  mae: cost('MAE'),
  mape: cost('Mean percentage error'),
  median_ae: cost('Median absolute error'),
  max_error: cost('Largest error'),
  r2: { name: 'R²' },
  explained_variance: { name: 'Explained variance' },
  pearson: { name: 'Pearson correlation' },
  spearman: { name: 'Spearman correlation' },
  loss: cost('Loss'),
  batch_loss: cost('Loss of each batch'),
  learning_rate: { name: 'Learning rate', neutral: true },
  gradient_norm: { name: 'Gradient norm', neutral: true },
  samples_per_second: { name: 'Samples per second', unit: 'count' },
  epoch_seconds: { name: 'Time of an epoch', unit: 'seconds' },
  'system/cpu_percent': { name: 'CPU', unit: 'percent' },
  memory_bytes: { name: 'Memory', unit: 'bytes', neutral: true },
  'system/memory_bytes': { name: 'Memory', unit: 'bytes' },
  'system/gpu_percent': { name: 'GPU', unit: 'percent' },
  'system/gpu_memory_bytes': { name: 'GPU memory', unit: 'bytes' },
};

const before: Record<string, string> = {
  train: 'Training',
  val: 'Validation',
  validation: 'Validation',
  test: 'Test',
  macro: 'Macro',
  micro: 'Micro',
  weighted: 'Weighted',
};

/** A key in words: `val_macro_f1` is “Validation macro F1”, `fold_2/loss` is “Loss, fold 2”. */
export function metricName(key: string): string {
  return wordOf(key)?.name ?? key;
}

/** The same within a sentence: “accuracy”, but “AUC”. */
export function metricInSentence(key: string): string {
  return lowerFirst(metricName(key));
}

/** Whether the key belongs to the machine and not to the model. */
export function isSystemKey(key: string): boolean {
  return key.startsWith('system/');
}

export function lowerIsBetter(key: string): boolean {
  return wordOf(key)?.lowerIsBetter ?? /(loss|error)$/.test(key);
}

/** Whether a best value means anything. */
export function hasBest(key: string): boolean {
  return !wordOf(key)?.neutral;
}

/** A value with the digits that matter: shares as percentages, sizes in their units, others with three decimals. */
export function metricText(key: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  switch (wordOf(key)?.unit) {
    case 'share':
      return `${(value * 100).toFixed(1).replace('-', '−')} %`;
    case 'percent':
      return `${value.toFixed(value < 10 ? 1 : 0)} %`;
    case 'bytes':
      return bytes(value);
    case 'seconds':
      return duration(value * 1000);
    case 'count':
      return number(Math.abs(value) >= 100 ? Math.round(value) : value, 3);
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.0005 || size >= 1e5)) return value.toExponential(2).replaceAll('-', '−');
  return value.toFixed(size >= 100 ? 1 : 3).replace('-', '−');
}

/** Half the width of an interval, in the units of `metricText`: `± 2.1`. */
export function halfWidth(key: string, low: number | null | undefined, high: number | null | undefined): string {
  if (low === null || low === undefined || high === null || high === undefined || Number.isNaN(low) || Number.isNaN(high)) return '';
  const half = (high - low) / 2;
  return `± ${wordOf(key)?.unit === 'share' ? (half * 100).toFixed(1) : half.toFixed(3)}`;
}

/** A round value on an axis: `80 %`, `1.5`, `200 MB`. */
export function tickText(key: string, value: number): string {
  switch (wordOf(key)?.unit) {
    case 'share':
      return `${Number((value * 100).toPrecision(3))} %`;
    case 'percent':
      return `${Number(value.toPrecision(3))} %`;
    case 'bytes':
      return bytes(value);
    case 'seconds':
      return duration(value * 1000);
  }
  const size = Math.abs(value);
  return (size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(0) : String(Number(value.toPrecision(4)))).replaceAll('-', '−');
}

function wordOf(key: string): MetricWord | undefined {
  const exact = Object.hasOwn(known, key) ? known[key] : undefined;
  if (exact) return exact;
  const [, fold, inFold] = /^fold_(\d+)\/(.+)$/.exec(key) ?? [];
  if (fold && inFold) return renamed(inFold, (name) => `${name}, fold ${fold}`);
  if (key.startsWith('folds/')) return renamed(key.slice(6), (name) => `${name} of each fold`);
  const [, top] = /^top_?(\d+)_accuracy$/.exec(key) ?? [];
  if (top) return share(`Top ${top} accuracy`);
  const [, prefix, rest] = /^([a-z]+)[_/.](.+)$/.exec(key) ?? [];
  const word = prefix && Object.hasOwn(before, prefix) ? before[prefix] : undefined;
  return word && rest ? renamed(rest, (name) => `${word} ${lowerFirst(name)}`) : undefined;
}

function renamed(key: string, rename: (name: string) => string): MetricWord | undefined {
  const word = wordOf(key);
  return word && { ...word, name: rename(word.name) };
}

/** Abbreviations such as AUC keep their letters. */
function lowerFirst(name: string): string {
  return name.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
