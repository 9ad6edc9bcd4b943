/** The parsers alone: files in, rows out. They know nothing of datasets. */
export { type Notes, notesOfAbc } from './abc-notes.ts';
export type { ArrayFile } from './array-file.ts';
export { canonicalJson } from './canonical-json.ts';
export { DataError, type DataErrorPlace } from './data-error.ts';
export { ARRAY_DTYPES, type ArrayData, type ArrayDtype, itemSize } from './dtype.ts';
export { sha256, sha256File } from './hash.ts';
export { openIdx } from './idx.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { npyDtype, openNpy, readNpyStrings } from './npy.ts';
export { createNpyWriter, type NpyWriter, writeNpy } from './npy-writer.ts';
export { decodePicture, type Picture, type PictureOptions, pictureSize } from './picture.ts';
export { openTextTable, type TextRecord, type TextTable, type TextTableKind } from './text-table.ts';
export { openZip, type ZipArchive, type ZipMember } from './zip.ts';
