import { assignmentOf } from './assignment.ts';
import { PART_CODES, type Split } from './split.ts';

/** How many folds there are, and how large a fold's test part is against its training part. */
export interface FoldPlan {
  /** All of them, repeats included; 1 for a holdout. */
  readonly folds: number;
  /** Folds that deal out all samples once. */
  readonly foldsOfRepeat: number;
  /** Samples that a fold tests ÷ samples that it trains on. */
  readonly testToTrain: number;
}

/** Folds of one split are alike in size, so the first one stands for all. */
export function foldPlan(split: Pick<Split, 'samples' | 'assignment' | 'folds'>): FoldPlan {
  const count = (assignment: Uint8Array, part: number): number => assignment.reduce((sum, each) => sum + (each === part ? 1 : 0), 0);
  const first = assignmentOf(split, 0);
  const testToTrain = count(first, PART_CODES.test) / count(first, PART_CODES.train);
  if (split.folds === undefined) return { folds: 1, foldsOfRepeat: 1, testToTrain };
  const { count: foldsOfRepeat, repeats } = split.folds;
  return { folds: foldsOfRepeat * repeats, foldsOfRepeat, testToTrain };
}

/** How many trainings a protocol takes. With several candidates, which only nested splits allow, each inner fold judges each of them first. */
export function countTrainings(split: Pick<Split, 'folds' | 'protocol'>, candidates = 1): number {
  if (split.folds === undefined) return 1;
  const { count, repeats, innerCount } = split.folds;
  return count * repeats * (candidates > 1 && split.protocol === 'nested' ? candidates * innerCount + 1 : 1);
}
