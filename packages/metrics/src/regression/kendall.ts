import { type Floats, type Scores, requireEqualLength, toFloats } from '../input.ts';

/**
 * Kendall's τ-b: of all pairs of samples, those in the same order in both series less those in opposite order, corrected
 * for ties. Range −1 to 1.
 *
 * Shapes: `first` and `second` `[samples]`. `NaN` for fewer than two samples or a constant. O(n log n) by counting the
 * exchanges of a merge sort. As SciPy's `kendalltau`. Source: W. Knight, J. Am. Stat. Assoc. 61 (1966) 436–439.
 *
 * @example
 * kendall([1, 2, 3, 4], [1, 3, 2, 4]) // → 0.6666666666666666
 */
export function kendall(first: Scores, second: Scores): number {
  requireEqualLength('kendall', { first, second });
  const a = toFloats('kendall', 'first', first, { infinite: true });
  const b = toFloats('kendall', 'second', second, { infinite: true });
  const n = a.length;
  const order = Uint32Array.from(a, (_, i) => i).sort((i, j) => compare(a, i, j) || compare(b, i, j));
  const pairs = (n * (n - 1)) / 2;
  const tiedFirst = tiedPairs(order, (i, j) => a[i] === a[j]);
  const tiedBoth = tiedPairs(order, (i, j) => a[i] === a[j] && b[i] === b[j]);
  const exchanges = mergeSortExchanges(order, b);
  const tiedSecond = tiedPairs(order, (i, j) => b[i] === b[j]);
  const balance = pairs - tiedFirst - tiedSecond + tiedBoth - 2 * exchanges;
  const tau = balance / Math.sqrt((pairs - tiedFirst) * (pairs - tiedSecond));
  return Math.max(-1, Math.min(1, tau));
}

/** Also right for infinities, whose difference is NaN. */
function compare(values: Floats, i: number, j: number): number {
  return values[i] < values[j] ? -1 : values[i] > values[j] ? 1 : 0;
}

/** Pairs within runs of neighbours that are alike. */
function tiedPairs(order: Uint32Array, alike: (i: number, j: number) => boolean): number {
  let pairs = 0;
  let run = 0;
  for (let at = 1; at < order.length; at++) {
    run = alike(order[at - 1], order[at]) ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

/** Sorts `order` by `values` and counts how many pairs had to change places. */
function mergeSortExchanges(order: Uint32Array, values: Floats): number {
  let exchanges = 0;
  const merged = new Uint32Array(order.length);
  for (let width = 1; width < order.length; width *= 2) {
    for (let start = 0; start < order.length; start += 2 * width) {
      const middle = Math.min(start + width, order.length);
      const end = Math.min(start + 2 * width, order.length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        if (right === end || (left < middle && values[order[left]] <= values[order[right]])) merged[at] = order[left++];
        else {
          exchanges += middle - left;
          merged[at] = order[right++];
        }
      }
    }
    order.set(merged);
  }
  return exchanges;
}
