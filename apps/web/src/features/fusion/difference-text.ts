/** A difference with its sign: of accuracy in points, of errors with the digits that matter, of all else with three decimals. */
export function differenceText(metric: string, difference: number): string {
  if (!Number.isFinite(difference)) return '–';
  const size = Math.abs(difference);
  const text = metric === 'accuracy' ? (size * 100).toFixed(1) : ['rmse', 'mae', 'mse'].includes(metric) ? digitsOf(size) : size.toFixed(3);
  if (Number(text) === 0) return text;
  return `${difference > 0 ? '+' : '−'}${text}`;
}

function digitsOf(size: number): string {
  return size >= 1e5 || (size > 0 && size < 1e-4) ? size.toExponential(2).replaceAll('-', '−') : String(Number(size.toPrecision(3)));
}
