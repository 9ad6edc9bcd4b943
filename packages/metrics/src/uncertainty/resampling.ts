import { type ClassIndices, type Labels, require, requireEqualLength, toClassIndices } from '../input.ts';
import { randomBits } from '../random.ts';

/** What is drawn in one piece, and from where. */
export type ResamplingOptions = {
  /** Draw within each stratum (such as the class), so that its size stays the same. One label per sample. */
  strata?: Labels;
  /** Draw whole groups (such as the author), because samples of one group are not independent. One label per sample. */
  groups?: Labels;
  /** Default 0; the same seed gives the same draws on every machine. */
  seed?: number;
};

/**
 * Prepares draws with replacement: each call fills `counts` with how often every sample was drawn.
 *
 * Counts are weights, so a statistic that takes weights needs no copy of its data per replicate.
 */
export function resampler(metric: string, samples: number, { strata, groups, seed = 0 }: ResamplingOptions): (counts: Uint32Array) => void {
  require(Number.isInteger(samples) && samples >= 0, metric, `a whole number of samples, got ${samples}`);
  require(!(strata && groups), metric, 'strata or groups, got both');
  const random = randomBits(seed);
  if (groups) {
    const members = indicesByLabel(metric, 'groups', groups, samples);
    return (counts) => {
      counts.fill(0);
      for (let draw = 0; draw < members.length; draw++) {
        for (const sample of members[below(random, members.length)]) counts[sample]++;
      }
    };
  }
  if (strata) {
    const members = indicesByLabel(metric, 'strata', strata, samples);
    return (counts) => {
      counts.fill(0);
      for (const stratum of members) for (let draw = 0; draw < stratum.length; draw++) counts[stratum[below(random, stratum.length)]]++;
    };
  }
  return (counts) => {
    counts.fill(0);
    for (let draw = 0; draw < samples; draw++) counts[below(random, samples)]++;
  };
}

/**
 * Weights that leave out one piece each: a group, or one sample, or, above `most` samples, one of `most` equal blocks of
 * samples (whose skewness gives the same acceleration at a bounded cost).
 */
export function* jackknife(metric: string, samples: number, { groups }: ResamplingOptions, most = 1000): Generator<Uint32Array> {
  const pieces: ArrayLike<number>[] = groups ? indicesByLabel(metric, 'groups', groups, samples) : blocks(samples, Math.min(samples, most));
  const counts = new Uint32Array(samples).fill(1);
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) counts[piece[i]] = 0;
    yield counts;
    for (let i = 0; i < piece.length; i++) counts[piece[i]] = 1;
  }
}

/** Samples i, i + pieces, i + 2 · pieces …: strided, so that sorted data do not make alike blocks. */
function blocks(samples: number, pieces: number): number[][] {
  return Array.from({ length: pieces }, (_, piece) =>
    Array.from({ length: Math.ceil((samples - piece) / pieces) }, (_, i) => piece + i * pieces),
  );
}

function indicesByLabel(metric: string, name: string, labels: Labels, samples: number): Uint32Array[] {
  requireEqualLength(metric, { [name]: labels, samples: { length: samples } });
  const members = new Map<number, number[]>();
  const indices: ClassIndices = toClassIndices(metric, name, labels);
  indices.forEach((label: number, sample: number) => {
    const known = members.get(label);
    if (known) known.push(sample);
    else members.set(label, [sample]);
  });
  return [...members.values()].map((list) => Uint32Array.from(list));
}

/** A whole number below `bound`, by scaling; the bias is at most bound / 2³². */
function below(random: () => number, bound: number): number {
  return (random() * (bound / 4294967296)) >>> 0;
}
