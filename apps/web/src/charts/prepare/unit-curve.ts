// Curves inside the unit square: ROC, precision and recall, calibration.

export interface UnitLine {
  readonly label: string;
  readonly color: string;
  readonly width?: number;
  readonly dash?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly marks?: boolean;
}

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An SVG path through the points, in the frame; a break where a value is not finite. Points closer than a third of a pixel are left out. */
export function unitPath(x: ArrayLike<number>, y: ArrayLike<number>, frame: Frame): string {
  let path = '';
  let drawing = false;
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  for (let index = 0; index < x.length; index += 1) {
    const px = frame.left + x[index]! * frame.width;
    const py = frame.top + (1 - y[index]!) * frame.height;
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      drawing = false;
      continue;
    }
    if (drawing && index < x.length - 1 && Math.abs(px - lastX) < 0.33 && Math.abs(py - lastY) < 0.33) continue;
    path += `${drawing ? 'L' : 'M'}${px.toFixed(1)} ${py.toFixed(1)}`;
    drawing = true;
    [lastX, lastY] = [px, py];
  }
  return path;
}

/** Mean of one-against-rest curves over a common grid of x, as macro averages are drawn. */
export function meanCurve(
  curves: readonly { x: ArrayLike<number>; y: ArrayLike<number> }[],
  points = 201,
): { x: Float64Array; y: Float64Array } {
  const x = Float64Array.from({ length: points }, (_, index) => index / (points - 1));
  const y = new Float64Array(points);
  const used = curves.filter((curve) => curve.x.length > 1 && Number.isFinite(curve.y[1]!));
  for (const curve of used) {
    let at = 0;
    for (let index = 0; index < points; index += 1) {
      while (at < curve.x.length - 1 && curve.x[at + 1]! <= x[index]!) at += 1;
      const [x0, y0] = [curve.x[at]!, curve.y[at]!];
      const [x1, y1] = at < curve.x.length - 1 ? [curve.x[at + 1]!, curve.y[at + 1]!] : [x0, y0];
      const share = x1 > x0 ? (x[index]! - x0) / (x1 - x0) : 0;
      y[index] = y[index]! + (y0 + share * (y1 - y0)) / used.length;
    }
  }
  if (used.length > 0) y[0] = 0;
  return used.length === 0 ? { x: new Float64Array(), y: new Float64Array() } : { x, y };
}
