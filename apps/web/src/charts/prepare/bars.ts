// Bars of a histogram in a frame of pixels.

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The highest bar fills the frame; one that is not empty is at least a pixel high. Bins of unequal width are drawn as wide as they are. */
export function barsOf(edges: readonly number[], counts: readonly number[], width: number, height: number): Bar[] {
  const low = edges[0] ?? 0;
  const high = edges.at(-1) ?? 1;
  const most = Math.max(1, ...counts);
  const at = (value: number) => (high > low ? ((value - low) / (high - low)) * width : 0);
  return counts.map((count, index) => {
    const [from, to] = [edges[index] ?? low, edges[index + 1] ?? high];
    const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
    const gap = counts.length > 1 ? 1 : 0;
    return { x: at(from), y: height - tall, width: Math.max(0.5, at(to) - at(from) - gap), height: tall, from, to, count };
  });
}
