import { type Scores, require } from '../input.ts';

/**
 * Holm's adjusted p-values: with those below α called real, the chance of even one false call is at most α.
 *
 * `pValues` `[tests]`, each in [0, 1]; same order out. Source: S. Holm, Scand. J. Stat. 6 (1979) 65–70.
 *
 * @example
 * holm([0.01, 0.04, 0.03]) // → [0.03, 0.06, 0.06]
 */
export function holm(pValues: Scores): Float64Array {
  const order = ascending('holm', pValues);
  const adjusted = new Float64Array(pValues.length);
  let largest = 0;
  order.forEach((test, at) => {
    largest = Math.max(largest, Math.min(1, (order.length - at) * pValues[test]));
    adjusted[test] = largest;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjusted p-values: of those below α, at most a share α is expected to be false.
 *
 * As SciPy's `false_discovery_control`. Source: Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57 (1995) 289–300.
 *
 * @example
 * benjaminiHochberg([0.01, 0.5, 0.02]) // → [0.03, 0.5, 0.03]
 */
export function benjaminiHochberg(pValues: Scores): Float64Array {
  const order = ascending('benjaminiHochberg', pValues);
  const adjusted = new Float64Array(pValues.length);
  let smallest = 1;
  for (let at = order.length - 1; at >= 0; at--) {
    smallest = Math.min(smallest, (pValues[order[at]] * order.length) / (at + 1));
    adjusted[order[at]] = smallest;
  }
  return adjusted;
}

function ascending(metric: string, pValues: Scores): number[] {
  for (let i = 0; i < pValues.length; i++) {
    const p = pValues[i];
    require(p >= 0 && p <= 1, metric, `p-values from 0 to 1, got ${p} at index ${i}`);
  }
  return [...pValues.keys()].sort((a, b) => pValues[a] - pValues[b] || a - b);
}
