import type { Limits } from '../../formats/limits.ts';
import type { Modality } from '../manifest.ts';

/** A file that a person dropped: where it lies and what they called it. */
export interface InputFile {
  readonly name: string;
  readonly path: string;
}

/** How to read what was dropped. Everything left out is detected, and the manifest shows what was detected. */
export interface ImportOptions {
  /** Folder to make; it must not exist. */
  readonly folder: string;
  readonly columns?: ColumnOptions;
  /** By name of the array (a file without its ending, or an archive's member): what it is. */
  readonly views?: Readonly<Record<string, ViewOptions>>;
  /** `multilabel` reads labels such as `red|round`; `regression` reads numbers. Detected: `class`, or `regression` for fractions. */
  readonly task?: 'class' | 'multilabel' | 'regression';
  /** Scales every picture to `[height, width]`; without it all must have one size. */
  readonly resize?: readonly [number, number];
  /** Converts every picture to this many channels. */
  readonly channels?: 1 | 3 | 4;
  /** Texts that mean "missing" in a table, beside an empty field. */
  readonly missing?: readonly string[];
  readonly limits?: Limits;
}

/** Which column of a table plays which part; null for none, although one would be detected. */
export interface ColumnOptions {
  readonly id?: string | null;
  readonly label?: string | null;
  readonly group?: string | null;
  readonly time?: string | null;
  readonly text?: string | null;
  /** Columns that become the table view. */
  readonly features?: readonly string[];
}

export interface ViewOptions {
  readonly name?: string;
  readonly modality?: Modality;
  /** What the values of a sequence's features are, such as `['pitch', 'duration']`. */
  readonly features?: readonly string[];
}

export const DEFAULT_MISSING: readonly string[] = ['NA', 'N/A', 'NaN', 'nan', 'null'];
