/**
 * Small batches of many callers become one transaction: each waits at most a few milliseconds, and all share one commit. Nobody is
 * told that a batch is stored before it is. When more is under way than can be worked off soon, callers are asked to come again.
 */
import { AppError } from '../../errors.ts';
import type { Batch, Outcome } from './batch.ts';

const SMALL_POINTS = 512;
const WAIT_MS = 2;
const MOST_TOGETHER = 256;
const MOST_POINTS_UNDER_WAY = 4_000_000;
const MOST_BATCHES_UNDER_WAY = 5_000;

export interface Gatherer {
  /** Stores a batch, alone or together with others, and says what became of it. Throws `RATE_LIMITED` when too much is under way. */
  store(batch: Batch): Promise<Outcome>;
}

interface Waiting {
  readonly batch: Batch;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers for an `insert` that stores batches in one transaction. */
export function createGatherer(insert: (batches: readonly Batch[]) => Promise<Outcome[]>): Gatherer {
  const waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let flushing = 0;
  let points = 0;
  let batches = 0;

  async function flush(): Promise<void> {
    timer = undefined;
    const together = waiting.splice(0, MOST_TOGETHER);
    if (together.length === 0) return;
    flushing += 1;
    try {
      const outcomes = await insert(together.map(({ batch }) => batch));
      together.forEach(({ resolve }, index) => resolve(outcomes[index]!));
    } catch (error) {
      for (const { reject } of together) reject(error);
    } finally {
      flushing -= 1;
      if (waiting.length > 0) schedule();
    }
  }

  // While one transaction is under way the next one gathers: the busier it is, the more share a commit.
  function schedule(): void {
    if (timer === undefined && flushing === 0) timer = setTimeout(flush, WAIT_MS);
  }

  return {
    async store(batch) {
      const size = batch.columns.reduce((sum, column) => sum + column.points.values.length, 0);
      if (points + size > MOST_POINTS_UNDER_WAY || batches >= MOST_BATCHES_UNDER_WAY) {
        throw new AppError('RATE_LIMITED', 'More points are under way than can be stored at once.', {
          hint: 'Send this batch again in 1 s.',
        });
      }
      points += size;
      batches += 1;
      try {
        if (size >= SMALL_POINTS) return (await insert([batch]))[0]!;
        return await new Promise<Outcome>((resolve, reject) => {
          waiting.push({ batch, resolve, reject });
          schedule();
        });
      } finally {
        points -= size;
        batches -= 1;
      }
    },
  };
}
