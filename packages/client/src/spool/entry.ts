import type { MetricColumnInput, Part, ProgressInput, RunOutcome, StartRunInput } from '../operations/generated/operations.ts';

/** What a record of a spool says, as JSON. The first one is always `open`. */
export type SpoolEntry =
  | OpenEntry
  | { readonly kind: 'metrics'; readonly columns: MetricColumnInput[] }
  | { readonly kind: 'text'; readonly text: string }
  | UpdateEntry
  | PredictionsEntry
  /** `file` is what the spool keeps the bytes under. */
  | { readonly kind: 'artifact'; readonly path: string; readonly artifactKind: string; readonly file: string }
  | { readonly kind: 'finish'; readonly outcome: RunOutcome; readonly reason?: string | undefined };

/** To which run of which server the rest goes. */
export interface OpenEntry {
  readonly kind: 'open';
  readonly format: 1;
  readonly url: string;
  /** Together with a record's sequence this names one write for ever. */
  readonly writer: string;
  /** The run, or how to start it: the project is `team/project`. */
  readonly run: { readonly id: string } | { readonly project: string; readonly start: Omit<StartRunInput, 'project'> };
  /** Slug of the team that artifacts belong to; an attempt token says it by itself. */
  readonly team?: string;
  /** Process that writes, so that nobody else takes a spool for abandoned. */
  readonly pid: number;
  readonly host: string;
}

export interface UpdateEntry {
  readonly kind: 'update';
  readonly params?: Record<string, unknown>;
  /** Other values for params that are known already are meant. */
  readonly correct?: boolean;
  readonly tags?: string[];
  readonly note?: string;
  readonly name?: string;
  readonly backend?: string;
  readonly parameters?: number;
  readonly reproducibility?: Record<string, unknown>;
  readonly progress?: ProgressInput;
}

export interface PredictionsEntry {
  readonly kind: 'predictions';
  readonly part: Part;
  readonly fold?: number;
  readonly classes?: string[];
  readonly outputs?: string[];
  readonly sampleIds?: string[];
  /** Packed: rows of the dataset version (`I32s`), scores `[samples, columns]` (`F32s`). */
  readonly rows?: string;
  readonly scores: string;
  /** Packed, one of them: class indices (`I32s`), labels of 0 or 1 (`U8s`), numbers (`F64s`). */
  readonly truth?: string;
  readonly labels?: string;
  readonly values?: string;
}
