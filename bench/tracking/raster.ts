/** A line as a screen without antialiasing paints it: of every pixel column the rows between its lowest and its highest place. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

/** The painted pixels, one byte each, `[height, width]`. */
export function paint(steps: ArrayLike<number>, values: ArrayLike<number>, { width, height, from, to, low, high }: Frame): Uint8Array {
  const pixels = new Uint8Array(width * height);
  const xOf = (step: number) => ((step - from) / (to - from)) * width;
  const yOf = (value: number) => ((value - low) / (high - low)) * (height - 1);
  const column = (x: number) => Math.min(Math.max(Math.floor(x), 0), width - 1);
  const fill = (x: number, a: number, b: number) => {
    for (let y = Math.round(Math.min(a, b)); y <= Math.round(Math.max(a, b)); y++) pixels[y * width + x] = 1;
  };
  for (let index = 1; index < steps.length; index++) {
    const [x0, y0, x1, y1] = [xOf(steps[index - 1]!), yOf(values[index - 1]!), xOf(steps[index]!), yOf(values[index]!)];
    const [first, last] = [column(x0), column(x1)];
    if (first === last) {
      fill(first, y0, y1);
      continue;
    }
    const at = (x: number) => y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
    for (let x = first; x <= last; x++) fill(x, at(Math.max(x, x0)), at(Math.min(x + 1, x1)));
  }
  return pixels;
}

/** Share of all painted pixels that only one of two pictures has. */
export function difference(a: Uint8Array, b: Uint8Array): number {
  let [differ, painted] = [0, 0];
  for (let index = 0; index < a.length; index++) {
    if (a[index] || b[index]) painted += 1;
    if (a[index] !== b[index]) differ += 1;
  }
  return differ / painted;
}
