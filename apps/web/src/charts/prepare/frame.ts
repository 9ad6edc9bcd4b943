// Which part of the plane a chart of lines shows.
import { firstAtLeast } from './line-path.ts';
import type { Points } from './curves.ts';

export interface FrameOptions {
  readonly log?: boolean;
  /** Leaves out the most extreme hundredth at either end, so that the rest can be seen. */
  readonly clipOutliers?: boolean;
}

const sampled = 4000;

/** From the least to the greatest x; undefined when nothing can be drawn. A single place gets some room on both sides. */
export function frameOfX(lines: readonly Points[], log = false): [number, number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { x } of lines) {
    const first = log ? x.find((value) => value > 0) : x[0];
    const last = x[x.length - 1];
    if (first !== undefined && last !== undefined && last >= first) [low, high] = [Math.min(low, first), Math.max(high, last)];
  }
  if (low > high) return undefined;
  return low === high ? (log ? [low / 2, low * 2] : [low - 0.5, low + 0.5]) : [low, high];
}

/** From the least to the greatest finite value between two places on x, with a little room; undefined when there is none. */
export function frameOfY(
  lines: readonly Points[],
  [from, to]: readonly [number, number],
  { log = false, clipOutliers = false }: FrameOptions = {},
): [number, number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const values: number[] = [];
  const spans = lines.map(({ x }) => [firstAtLeast(x, from), Math.min(x.length, firstAtLeast(x, to) + 1)] as const);
  const stride = Math.max(1, Math.floor(spans.reduce((sum, [first, end]) => sum + end - first, 0) / sampled));
  lines.forEach(({ x, y }, line) => {
    const [first, end] = spans[line]!;
    for (let index = first; index < end; index += 1) {
      const value = y[index]!;
      if (!Number.isFinite(value) || (log && value <= 0) || x[index]! > to) continue;
      if (value < low) low = value;
      if (value > high) high = value;
      if (clipOutliers && index % stride === 0) values.push(value);
    }
  });
  if (low > high) return undefined;
  if (clipOutliers && values.length >= 20) {
    values.sort((a, b) => a - b);
    low = values[Math.floor(values.length * 0.01)]!;
    high = values[Math.ceil(values.length * 0.99) - 1]!;
  }
  if (log) return low === high ? [low / 2, low * 2] : [low / (high / low) ** 0.04, high * (high / low) ** 0.04];
  const room = high > low ? (high - low) * 0.05 : Math.abs(low) * 0.1 || 0.5;
  return [low - room, high + room];
}
