/** Draws rows into bins of given shares: the one thing that a holdout, folds and inner folds have in common. */
import type { Random } from '../random.ts';
import { apportion } from './apportion.ts';
import type { SplitStrategy } from './split.ts';

export interface Partition {
  /** Rows to draw; others get no bin. */
  readonly rows: Uint32Array;
  readonly shares: readonly number[];
  readonly strategy: Exclude<SplitStrategy, 'time'>;
  readonly labels?: ArrayLike<number>;
  readonly groups?: readonly string[];
}

/** The bin of each of `rows`, in their order. Stratified: each class within one row of its share; grouped: no group in two bins. */
export function partition(options: Partition, random: Random): Uint32Array {
  const { rows, shares, strategy } = options;
  switch (strategy) {
    case 'random':
      return byOrder(random.permutation(rows.length), apportion(rows.length, shares));
    case 'stratified':
      return stratified(options, random);
    case 'grouped':
      return grouped(options, () => 0, random);
    case 'stratified-grouped':
      return grouped(options, (row) => (options.labels as ArrayLike<number>)[row], random);
  }
}

function byOrder(order: Uint32Array, sizes: readonly number[]): Uint32Array {
  const bins = new Uint32Array(order.length);
  let at = 0;
  sizes.forEach((size, bin) => {
    for (const end = at + size; at < end; at++) bins[order[at]] = bin;
  });
  return bins;
}

function stratified({ rows, shares, labels }: Partition, random: Random): Uint32Array {
  const members = new Map<number, number[]>();
  rows.forEach((row, index) => {
    const label = (labels as ArrayLike<number>)[row];
    const known = members.get(label);
    if (known === undefined) members.set(label, [index]);
    else known.push(index);
  });
  const bins = new Uint32Array(rows.length);
  const carry = shares.map(() => 0);
  for (const label of [...members.keys()].sort((one, other) => one - other)) {
    const indices = random.shuffle(members.get(label) as number[]);
    let at = 0;
    apportion(indices.length, shares, carry).forEach((size, bin) => {
      for (const end = at + size; at < end; at++) bins[indices[at]] = bin;
    });
  }
  return bins;
}

interface Group {
  readonly indices: number[];
  /** Rows of each class in it. */
  readonly counts: Map<number, number>;
}

/**
 * Largest groups first, each into the bin that it brings nearest to its share of every class. One class (`classOf` constant)
 * makes this plain balancing by size.
 */
function grouped({ rows, shares, groups }: Partition, classOf: (row: number) => number, random: Random): Uint32Array {
  const byName = new Map<string, Group>();
  const totals = new Map<number, number>();
  rows.forEach((row, index) => {
    const name = (groups as readonly string[])[row];
    const group: Group = byName.get(name) ?? { indices: [], counts: new Map() };
    byName.set(name, group);
    group.indices.push(index);
    const label = classOf(row);
    group.counts.set(label, (group.counts.get(label) ?? 0) + 1);
    totals.set(label, (totals.get(label) ?? 0) + 1);
  });
  // Shuffled before the stable sort: the seed decides between groups of one size.
  const order = random.shuffle([...byName.values()]).sort((one, other) => other.indices.length - one.indices.length);
  const filled = shares.map(() => new Map<number, number>());
  const bins = new Uint32Array(rows.length);
  for (const group of order) {
    const bin = bestBin(group, shares, filled, totals);
    for (const [label, count] of group.counts) filled[bin].set(label, (filled[bin].get(label) ?? 0) + count);
    for (const index of group.indices) bins[index] = bin;
  }
  return bins;
}

function bestBin(
  group: Group,
  shares: readonly number[],
  filled: readonly ReadonlyMap<number, number>[],
  totals: ReadonlyMap<number, number>,
): number {
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  shares.forEach((share, bin) => {
    if (share === 0) return;
    let cost = 0;
    for (const [label, count] of group.counts) {
      const total = totals.get(label) as number;
      const before = (filled[bin].get(label) ?? 0) - share * total;
      // How much further from (or nearer to) its share this class gets, relative to what the share is.
      cost += ((before + count) ** 2 - before ** 2) / (share * total * total);
    }
    if (cost < bestCost - 1e-12) [best, bestCost] = [bin, cost];
  });
  return best;
}
