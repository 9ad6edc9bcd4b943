/**
 * A small random forest for regression, to ask which columns tell the outcome. Splits lie between bins of each column (at most 32, of about as many
 * samples each), so growing a tree costs a pass over the samples per level. Source: L. Breiman, Machine Learning 45 (2001).
 */
export interface ForestOptions {
  readonly trees?: number;
  readonly depth?: number;
  /** Fewest samples on either side of a split. */
  readonly leaf?: number;
  readonly seed?: number;
}

export interface Forest {
  /**
   * How much the squared error on samples that a tree has not seen grows when one column is shuffled among them, as a share of the outcome's
   * variance; one number per column, below zero where a column only misled.
   */
  readonly importance: Float64Array;
  /** 1 − squared error / variance, on samples that a tree has not seen: how much of the outcome the columns tell at all. */
  readonly r2: number;
}

interface Node {
  readonly column: number;
  /** Bins up to this one go left. */
  readonly upTo: number;
  readonly left: Node | number;
  readonly right: Node | number;
}

const mostBins = 32;

/** `columns` `[columns][samples]`, NaN for missing; `outcome` `[samples]`, finite. Throws on unequal lengths and on fewer than 10 samples. */
export function growForest(columns: readonly Float64Array[], outcome: Float64Array, options: ForestOptions = {}): Forest {
  const { trees = 60, depth = 8, leaf = 3, seed = 1 } = options;
  const samples = outcome.length;
  if (samples < 10) throw new Error(`growForest requires at least 10 samples, got ${samples}`);
  for (const column of columns)
    if (column.length !== samples) throw new Error(`growForest requires columns of ${samples} samples, got ${column.length}`);
  const random = randomOf(seed);
  const bins = columns.map(binsOf);
  const tried = Math.min(columns.length, Math.max(2, Math.ceil(columns.length / 3)));

  const grow = (members: Int32Array, level: number): Node | number => {
    let sum = 0;
    for (const sample of members) sum += outcome[sample]!;
    const mean = sum / members.length;
    if (level === depth || members.length < 2 * leaf) return mean;
    const split = bestSplit(bins, outcome, members, pick(columns.length, tried, random), leaf, sum);
    if (!split) return mean;
    const left = members.filter((sample) => bins[split.column]![sample]! <= split.upTo);
    const right = members.filter((sample) => bins[split.column]![sample]! > split.upTo);
    return { ...split, left: grow(left, level + 1), right: grow(right, level + 1) };
  };

  const gained = new Float64Array(columns.length);
  const said = new Float64Array(samples);
  const asked = new Int32Array(samples);
  for (let tree = 0; tree < trees; tree += 1) {
    const drawn = new Uint8Array(samples);
    const members = Int32Array.from({ length: samples }, () => {
      const sample = Math.floor(random() * samples);
      drawn[sample] = 1;
      return sample;
    });
    const root = grow(members, 0);
    const unseen = Int32Array.from(drawn.keys()).filter((sample) => drawn[sample] === 0);
    if (unseen.length === 0) continue;
    const error = (shuffled: number, order: Int32Array) => {
      let squares = 0;
      unseen.forEach((sample, place) => {
        const value = follow(root, bins, sample, shuffled, order[place]!);
        squares += (value - outcome[sample]!) ** 2;
        if (shuffled < 0) {
          said[sample]! += value;
          asked[sample]! += 1;
        }
      });
      return squares / unseen.length;
    };
    const plain = error(-1, unseen);
    const used = columnsIn(root);
    for (const column of used) gained[column]! += error(column, shuffle(unseen, random)) - plain;
  }
  const variance = varianceOf(outcome);
  let [squares, known] = [0, 0];
  for (let sample = 0; sample < samples; sample += 1) {
    if (asked[sample] === 0) continue;
    squares += (said[sample]! / asked[sample]! - outcome[sample]!) ** 2;
    known += 1;
  }
  return {
    importance: gained.map((sum) => (variance > 0 ? sum / trees / variance : 0)),
    r2: variance > 0 ? 1 - squares / known / variance : Number.NaN,
  };
}

function bestSplit(
  bins: readonly Uint8Array[],
  outcome: Float64Array,
  members: Int32Array,
  tried: readonly number[],
  leaf: number,
  total: number,
) {
  let best: { column: number; upTo: number } | undefined;
  let most = (total * total) / members.length + 1e-12;
  const sums = new Float64Array(mostBins + 1);
  const counts = new Int32Array(mostBins + 1);
  for (const column of tried) {
    sums.fill(0);
    counts.fill(0);
    const own = bins[column]!;
    for (const sample of members) {
      sums[own[sample]!]! += outcome[sample]!;
      counts[own[sample]!]! += 1;
    }
    let [sum, count] = [0, 0];
    for (let bin = 0; bin < mostBins; bin += 1) {
      sum += sums[bin]!;
      count += counts[bin]!;
      if (counts[bin] === 0 || count < leaf || members.length - count < leaf) continue;
      const gain = (sum * sum) / count + (total - sum) ** 2 / (members.length - count);
      if (gain > most) [most, best] = [gain, { column, upTo: bin }];
    }
  }
  return best;
}

function follow(root: Node | number, bins: readonly Uint8Array[], sample: number, shuffled: number, instead: number): number {
  let node = root;
  while (typeof node !== 'number')
    node = bins[node.column]![node.column === shuffled ? instead : sample]! <= node.upTo ? node.left : node.right;
  return node;
}

function columnsIn(node: Node | number, found = new Set<number>()): Set<number> {
  if (typeof node === 'number') return found;
  found.add(node.column);
  columnsIn(node.left, found);
  return columnsIn(node.right, found);
}

/** Bin of each sample: missing ones lie in bin 0, the others from 1 on in their order. */
function binsOf(values: Float64Array): Uint8Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
  const edges =
    distinct.length < mostBins
      ? distinct
      : Float64Array.from({ length: mostBins - 1 }, (_, index) => sorted[Math.floor((index * sorted.length) / (mostBins - 1))]!);
  return Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0;
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

function pick(from: number, count: number, random: () => number): number[] {
  const all = Array.from({ length: from }, (_, index) => index);
  for (let index = 0; index < count; index += 1) {
    const other = index + Math.floor(random() * (from - index));
    [all[index], all[other]] = [all[other]!, all[index]!];
  }
  return all.slice(0, count);
}

function shuffle(samples: Int32Array, random: () => number): Int32Array {
  const shuffled = samples.slice();
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
  }
  return shuffled;
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** SplitMix32: enough for drawing samples, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4_294_967_296;
  };
}
