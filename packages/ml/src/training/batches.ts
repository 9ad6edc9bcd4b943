import type { Random } from '../random.ts';

/** How many batches are drawn together and put in order of length. */
const WINDOW = 8;

/**
 * The rows of one epoch in batches, in random order. Sequences of like length share a batch: rows are shuffled, each window of eight batches is sorted
 * by length, and the batches are shuffled again, so that little padding is computed and the order is still a lottery.
 */
export function shuffledBatches(samples: number, batchSize: number, random: Random, lengths?: Int32Array): Uint32Array[] {
  const order = random.permutation(samples);
  if (lengths) {
    for (let start = 0; start < samples; start += WINDOW * batchSize) {
      // Ties keep their shuffled places: sorting is stable.
      order.subarray(start, start + WINDOW * batchSize).sort((a, b) => lengths[a]! - lengths[b]!);
    }
  }
  const batches = slices(order, batchSize);
  return lengths ? random.shuffle(batches) : batches;
}

/** All rows once in batches for prediction: sequences in order of length, everything else in its own order. */
export function orderedBatches(samples: number, batchSize: number, lengths?: Int32Array): Uint32Array[] {
  const order = Uint32Array.from({ length: samples }, (_, row) => row);
  if (lengths) order.sort((a, b) => lengths[a]! - lengths[b]!);
  return slices(order, batchSize);
}

function slices(order: Uint32Array, size: number): Uint32Array[] {
  return Array.from({ length: Math.ceil(order.length / size) }, (_, index) => order.slice(index * size, (index + 1) * size));
}
