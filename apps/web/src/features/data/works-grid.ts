// Going through a grid of works by keyboard.

interface Grid {
  readonly columns: number;
  readonly total: number;
  /** Rows that the screen shows. */
  readonly page: number;
}

/** Where a key leads from a place in the grid; undefined for a key that leads nowhere. Places are counted along the rows, from 0. */
export function neighbour(key: string, from: number, { columns, total, page }: Grid): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: page * columns,
    PageUp: -page * columns,
    Home: -total,
    End: total,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const to = Math.max(0, Math.min(total - 1, from + step));
  return to === from ? undefined : to;
}
