/**
 * Small batches of many callers become one transaction: while one is under way the next ones gather, and all of them share one commit. Nobody
 * is told that a batch is stored before it is. Large batches go alone, a few at a time, so that reading is left its connections. When more is
 * under way than can be worked off soon, callers are told when to come again.
 */
import { AppError } from '../../errors.ts';
import type { Batch, Outcome } from './batch.ts';

export interface GathererLimits {
  /** Batches with fewer points share a transaction. */
  readonly smallPoints: number;
  readonly mostTogether: number;
  /** Large batches that are stored at the same time. */
  readonly mostAlone: number;
  /** What may wait or be under way. */
  readonly mostPoints: number;
  readonly mostBatches: number;
}

const LIMITS: GathererLimits = { smallPoints: 512, mostTogether: 256, mostAlone: 3, mostPoints: 2_000_000, mostBatches: 5_000 };
const SHORTEST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;
/** How much the last transaction counts in what is expected of the next. */
const WEIGHT = 0.2;

export interface Gatherer {
  /** Stores a batch, alone or together with others, and says what became of it. Throws `RATE_LIMITED` when too much is under way. */
  store(batch: Batch): Promise<Outcome>;
}

interface Waiting {
  readonly batch: Batch;
  readonly points: number;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers for an `insert` that stores batches in one transaction. */
export function createGatherer(
  insert: (batches: readonly Batch[]) => Promise<Outcome[]>,
  { smallPoints, mostTogether, mostAlone, mostPoints, mostBatches }: GathererLimits = LIMITS,
): Gatherer {
  const small: Waiting[] = [];
  const large: Waiting[] = [];
  let isFlushing = false;
  let alone = 0;
  let points = 0;
  let batches = 0;
  let pointsPerMs = 100;
  let batchesPerMs = 0.1;

  async function storeAll(together: readonly Waiting[]): Promise<void> {
    const start = performance.now();
    try {
      const outcomes = await insert(together.map(({ batch }) => batch));
      together.forEach(({ resolve }, index) => resolve(outcomes[index]!));
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
    const ms = Math.max(1, performance.now() - start);
    const size = together.reduce((sum, each) => sum + each.points, 0);
    pointsPerMs += WEIGHT * (size / ms - pointsPerMs);
    batchesPerMs += WEIGHT * (together.length / ms - batchesPerMs);
  }

  // At once when nothing is under way: the commit of one is the time in which the others gather.
  async function flush(): Promise<void> {
    if (isFlushing) return;
    isFlushing = true;
    while (small.length > 0) await storeAll(small.splice(0, mostTogether));
    isFlushing = false;
  }

  async function storeLarge(): Promise<void> {
    if (alone >= mostAlone) return;
    alone += 1;
    for (let next = large.shift(); next !== undefined; next = large.shift()) await storeAll([next]);
    alone -= 1;
  }

  function waitMs(): number {
    return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, points / 2 / pointsPerMs, batches / 2 / batchesPerMs));
  }

  return {
    async store(batch) {
      const size = batch.columns.reduce((sum, column) => sum + column.points.values.length, 0);
      if (points + size > mostPoints || batches >= mostBatches) {
        const retryAfterMs = Math.round(waitMs());
        throw new AppError('RATE_LIMITED', 'More points are under way than can be stored at once.', {
          hint: `Send this batch again in ${(retryAfterMs / 1000).toFixed(1)} s: it is stored once, however often it comes.`,
          retryAfterMs,
        });
      }
      points += size;
      batches += 1;
      try {
        return await new Promise<Outcome>((resolve, reject) => {
          (size < smallPoints ? small : large).push({ batch, points: size, resolve, reject });
          void (size < smallPoints ? flush() : storeLarge());
        });
      } finally {
        points -= size;
        batches -= 1;
      }
    },
  };
}
