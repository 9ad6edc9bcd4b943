// How metrics are called and written. Keys are the API's; what is not known here is shown as it is.

interface MetricWord {
  readonly name: string;
  readonly percent?: true;
  readonly lowerIsBetter?: true;
}

const known: Record<string, MetricWord> = {
  accuracy: { name: 'Accuracy', percent: true },
  balanced_accuracy: { name: 'Balanced accuracy', percent: true },
  macro_f1: { name: 'Macro F1' },
  weighted_f1: { name: 'Weighted F1' },
  f1: { name: 'F1' },
  macro_precision: { name: 'Macro precision' },
  macro_recall: { name: 'Macro recall' },
  precision: { name: 'Precision' },
  recall: { name: 'Recall' },
  auc: { name: 'AUC' },
  average_precision: { name: 'Average precision' },
  log_loss: { name: 'Log loss', lowerIsBetter: true },
  brier: { name: 'Brier score', lowerIsBetter: true },
  ece: { name: 'Calibration error', lowerIsBetter: true },
  weighted_precision: { name: 'Weighted precision' },
  weighted_recall: { name: 'Weighted recall' },
  micro_f1: { name: 'Micro F1' },
  micro_precision: { name: 'Micro precision' },
  micro_recall: { name: 'Micro recall' },
  specificity: { name: 'Specificity' },
  kappa: { name: 'Cohen’s kappa' },
  mcc: { name: 'Matthews correlation' },
  cohen_kappa: { name: 'Cohen’s kappa' },
  mse: { name: 'MSE', lowerIsBetter: true },
  rmse: { name: 'RMSE', lowerIsBetter: true },
  mae: { name: 'MAE', lowerIsBetter: true },
  r2: { name: 'R²' },
  loss: { name: 'Loss', lowerIsBetter: true },
  val_loss: { name: 'Validation loss', lowerIsBetter: true },
  val_accuracy: { name: 'Validation accuracy', percent: true },
};

export function metricName(key: string): string {
  if (key.startsWith('test_')) return `Test ${metricName(key.slice(5)).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`;
  return known[key]?.name ?? key;
}

export function lowerIsBetter(key: string): boolean {
  return known[key]?.lowerIsBetter ?? /(loss|error)$/.test(key);
}

/** A value with the digits that matter: shares as percentages, others with three decimals. */
export function metricText(key: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (known[key]?.percent) return `${(value * 100).toFixed(1)} %`;
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.0005 || size >= 1e5)) return value.toExponential(2).replace('-', '−');
  return value.toFixed(size >= 100 ? 1 : 3).replace('-', '−');
}

/** Half the width of an interval, in the units of `metricText`: `± 2.1`. */
export function halfWidth(key: string, low: number | null | undefined, high: number | null | undefined): string {
  if (low === null || low === undefined || high === null || high === undefined || Number.isNaN(low) || Number.isNaN(high)) return '';
  const half = (high - low) / 2;
  return `± ${known[key]?.percent ? (half * 100).toFixed(1) : half.toFixed(3)}`;
}

/** A round value on an axis: `80 %`, `1.5`. */
export function tickText(key: string, value: number): string {
  if (known[key]?.percent) return `${Number((value * 100).toPrecision(3))} %`;
  const size = Math.abs(value);
  return (size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(0) : String(Number(value.toPrecision(4)))).replace('-', '−');
}
