import type { TrainingConfig, ModelConfig } from '@atelier/ml/config';
import type { Manifest } from '@atelier/ml/dataset';
import type { RecipeStep } from '@atelier/ml/recipe';
import type { SplitJson } from '@atelier/ml/split';

/** What a child is to do, as it lies in `task.json`: paths and plain data, no address and no key. */
export type Task = TrainingTask | EvaluationTask;

interface AnyTask {
  readonly manifest: Manifest;
  /** Where each of the manifest's files lies. */
  readonly files: Readonly<Record<string, string>>;
  readonly view: string;
  readonly backend: string;
  /** Spool to write. */
  readonly spool: string;
  readonly run: string;
  readonly url: string;
  /** Folder of the child's own, for what it writes. */
  readonly folder: string;
}

/** Trains: a holdout, one fold, or all folds of a split one after the other. */
export interface TrainingTask extends AnyTask {
  readonly kind: 'train';
  readonly split: SplitJson;
  /** The one to train; left out on a split with folds, all of them. */
  readonly fold?: number;
  /** Folds that an earlier attempt has brought in. */
  readonly foldsIn: readonly number[];
  readonly recipeSteps: readonly RecipeStep[];
  readonly model: ModelConfig;
  readonly training: TrainingConfig;
  /** What inner folds choose among beside these, and by which metric. */
  readonly alternatives?: readonly { readonly model: ModelConfig; readonly training: TrainingConfig }[];
  readonly chooseBy?: string;
  readonly seed: number;
  /** Checkpoint of an earlier attempt. */
  readonly checkpoint?: string;
}

/** Tests trained models on works they have not seen. */
export interface EvaluationTask extends AnyTask {
  readonly kind: 'evaluate';
  /** Where the models lie. */
  readonly models: readonly string[];
  /** Base64, one byte per sample: 2 test, 255 unused. */
  readonly assignment: string;
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
