/** Round numbers between two others, at most so many: multiples of the finest of 1, 2 or 5 times a power of ten that are that few. */
export function niceSteps(low: number, high: number, most: number): number[] {
  if (!(high > low)) return [];
  const power = 10 ** Math.floor(Math.log10((high - low) / most));
  for (const factor of [1, 2, 5, 10, 20, 50]) {
    const step = power * factor;
    // A tenth is no tenth in binary: what is within a billionth of a step of the border is on it.
    const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
    if (last - first + 1 > most) continue;
    // Counted, not added up: a sum of tenths is not a tenth.
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
  }
  return [];
}
