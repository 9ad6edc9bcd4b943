import type { TrainingConfig, ModelConfig } from '@atelier/ml/config';
import type { Manifest } from '@atelier/ml/dataset';
import type { RecipeStep } from '@atelier/ml/recipe';

/** What a child is to do, as it lies in `task.json`: paths and plain data, no address and no key. */
export interface Task {
  readonly manifest: Manifest;
  /** Where each of the manifest's files lies. */
  readonly files: Readonly<Record<string, string>>;
  /** Base64, one byte per sample: 0 train, 1 validation, 2 test, 255 unused. */
  readonly assignment: string;
  readonly view: string;
  readonly recipeSteps: readonly RecipeStep[];
  readonly model: ModelConfig;
  readonly training: TrainingConfig;
  readonly seed: number;
  readonly fold?: number;
  readonly backend: string;
  /** Checkpoint of an earlier attempt. */
  readonly checkpoint?: string;
  /** Spool to write. */
  readonly spool: string;
  readonly run: string;
  readonly url: string;
  /** Folder of the child's own, for what it writes. */
  readonly folder: string;
}

/** What the child tells the agent. */
export type FromChild =
  | { readonly type: 'progress'; readonly progress: ChildProgress }
  /** How it ended: the last message. */
  | { readonly type: 'ended'; readonly outcome: 'FINISHED' | 'FAILED' | 'CANCELED'; readonly reason?: string };

export interface ChildProgress {
  readonly fraction: number;
  readonly epoch?: number;
  readonly epochs?: number;
  readonly step?: number;
  readonly etaMs?: number;
  readonly message?: string;
}

/** What the agent tells the child. */
export type ToChild = { readonly type: 'stop' };
