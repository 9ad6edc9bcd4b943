import type { Points } from './points.ts';

/** What one request brings: columns of points, under a number that makes sending it again harmless. */
export interface Batch {
  readonly runId: string;
  /** Who sends, unique within the run: a process, or an attempt. */
  readonly writer: string;
  /** Grows with each batch of a writer; gaps are fine. */
  readonly sequence: number;
  /** Of everything in the batch: the same number with another hash is a conflict. */
  readonly hash: Uint8Array;
  /** Set for an attempt: the batch counts only while the lease it was given is the latest one. */
  readonly fence?: bigint;
  readonly columns: readonly Column[];
}

/** Points of one metric; no key twice in a batch. */
export interface Column {
  readonly key: string;
  readonly points: Points;
}

/** What became of a batch. `refused`: the run takes no points now, or the lease has moved on. */
export type Outcome = 'stored' | 'stored before' | 'conflict' | 'refused' | 'lease lost';
