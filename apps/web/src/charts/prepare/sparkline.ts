import { type PackedCurve, pointsOf } from './curves.ts';

const preferred = ['val_accuracy', 'accuracy', 'val_auc', 'val_loss', 'loss'];

/** Which of a run's curves is worth a few pixels. */
export function sparklineKey(keys: readonly string[]): string | undefined {
  return preferred.find((key) => keys.includes(key)) ?? keys.find((key) => key.startsWith('val')) ?? keys[0];
}

/** An SVG path of the curve in a box of pixels, from its own minimum to its own maximum; a break where it is no number. */
export function sparklinePath(curve: PackedCurve, width: number, height: number): string {
  const { x, y } = pointsOf(curve, 'step');
  const finite = y.filter(Number.isFinite);
  if (finite.length < 2) return '';
  const [low, high] = [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))];
  const [left, right] = [x[0]!, x[x.length - 1]!];
  let path = '';
  let drawing = false;
  for (let index = 0; index < x.length; index += 1) {
    if (!Number.isFinite(y[index]!)) {
      drawing = false;
      continue;
    }
    const px = right > left ? ((x[index]! - left) / (right - left)) * width : 0;
    const py = high > low ? height - 1 - ((y[index]! - low) / (high - low)) * (height - 2) : height / 2;
    path += `${drawing ? 'L' : 'M'}${px.toFixed(1)} ${py.toFixed(1)}`;
    drawing = true;
  }
  return path;
}
