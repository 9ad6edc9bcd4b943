import type { Target } from './batch-source.ts';
import type { Manifest, ViewManifest } from './manifest.ts';

export type TypedArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** A dataset version that is open for reading, row by row. Close it when done. */
export interface Dataset {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest. */
  readonly hash: string;
  readonly samples: number;
  /** One per sample, no two alike. */
  readonly ids: readonly string[];
  readonly views: readonly View[];
  /** Throws a `DataError` naming the views there are. */
  view(name: string): View;
  /** What is to be learned, or undefined when the samples are not labelled. A missing class label is −1. */
  readonly target: Target | undefined;
  /** One value per sample; null where it is missing. Throws a `DataError` naming the columns there are. */
  metadata(column: string): readonly (string | number | null)[];
  /** The group column as text, a group of its own for a row that has none; undefined without a group column. */
  readonly groups: readonly string[] | undefined;
  close(): void;
}

/** One view of the works: pictures, sequences, texts or a table. */
export interface View {
  readonly name: string;
  readonly manifest: ViewManifest;
  readonly samples: number;
  /** Sequences: the valid steps of each sample. */
  readonly lengths?: Int32Array;
  /** The given rows, `[rows.length, ...shape]`, row-major, read by position. Not for texts. */
  read(rows: ArrayLike<number>): TypedArray;
  /** The text of one row; only for texts. */
  text(row: number): string;
}
