/**
 * What a dataset version is: its views and columns, by name, shape and file. The manifest is written as canonical JSON
 * and names the hash of every file, so its own SHA-256 is the content hash of the version.
 */
export interface Manifest {
  readonly format: 'atelier-dataset';
  readonly version: 1;
  readonly samples: number;
  readonly views: readonly ViewManifest[];
  /** Absent when nothing says what a sample is. */
  readonly label?: LabelManifest;
  /** Columns beside the views: groups, dates, drawers, whatever came along. */
  readonly metadata: readonly MetadataManifest[];
  /** Metadata column that says which rows belong together, when one was chosen or found. */
  readonly groupColumn?: string;
  /** Metadata column that orders the rows in time, when one was chosen or found. */
  readonly timeColumn?: string;
  /** Missing values by view or column name; only those that have any. */
  readonly missing: Readonly<Record<string, number>>;
  readonly duplicates: DuplicateManifest;
  readonly files: readonly FileManifest[];
}

export type Modality = 'IMAGE' | 'SEQUENCE' | 'TEXT' | 'TABULAR';

/** Element types in files; the `ArrayDtype` that a view is read as. */
export type ViewDtype = 'u1' | 'i1' | 'u2' | 'i2' | 'u4' | 'i4' | 'f4' | 'f8';

export interface ViewManifest {
  readonly name: string;
  readonly modality: Modality;
  /** Of one sample: pictures `[height, width, channels]`, sequences `[steps]` or `[steps, features]`, tables `[columns]`, texts `[]`. */
  readonly shape: readonly number[];
  /** Texts have none. */
  readonly dtype?: ViewDtype;
  /** `.npy`; for texts the UTF-8 bytes of all samples, one after the other. */
  readonly file: string;
  /** Sequences: `.npy` i4 `[samples]`, the valid steps. */
  readonly lengths?: string;
  /** Texts: `.npy` f8 `[samples + 1]`, where each text starts in `file`. */
  readonly offsets?: string;
  /** Tables: what each column holds. */
  readonly columns?: readonly TableColumn[];
  /** Token sequences: indices run from 0 to `vocabularySize − 1`. */
  readonly vocabularySize?: number;
  /** Token sequences: what each index means, when known; index 0 is padding. */
  readonly vocabulary?: readonly string[];
  /** What the values of a sequence's features are, when known, such as `pitch`, `duration`. */
  readonly features?: readonly string[];
}

export interface TableColumn {
  readonly name: string;
  readonly kind: 'number' | 'category';
  /** Kind `category`: what the stored codes 0, 1, … mean. A missing value is stored as NaN. */
  readonly categories?: readonly string[];
}

export type LabelManifest =
  | {
      readonly kind: 'binary' | 'multiclass' | 'multilabel';
      readonly classes: readonly string[];
      /** Samples of each class. */
      readonly counts: readonly number[];
      /** `.npy`: i4 `[samples]`, −1 where the label is missing; multilabel u1 `[samples, classes]`. */
      readonly file: string;
    }
  | { readonly kind: 'regression'; readonly outputs: readonly string[]; readonly file: string };

export interface MetadataManifest {
  readonly name: string;
  readonly kind: 'number' | 'text';
  /** How many different values it has. */
  readonly distinct: number;
}

/** Samples that are the same bytes in every view. */
export interface DuplicateManifest {
  /** Samples that repeat an earlier one. */
  readonly samples: number;
  /** Sets of equal rows, the first few of them. */
  readonly sets: readonly (readonly number[])[];
}

export interface FileManifest {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}
