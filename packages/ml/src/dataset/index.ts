/** Dataset versions: importing what was dropped, reading rows of it, drawing them. */
export type { BatchSource, Target } from './batch-source.ts';
export type { Dataset, TypedArray, View } from './dataset.ts';
export { importFiles, type ImportedVersion, MANIFEST_FILE } from './import/import-files.ts';
export type { ColumnOptions, ImportOptions, InputFile, ViewOptions } from './import/options.ts';
export type * from './manifest.ts';
export { type DatasetFiles, groupsOf, openDataset } from './open-dataset.ts';
export { selectTarget } from './read-target.ts';
export { type SampleSetOptions, writeSampleSet } from './sample/write-sample-set.ts';
export { renderThumbnail, type Thumbnail } from './thumbnail.ts';
