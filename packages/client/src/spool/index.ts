export type { OpenEntry, PredictionsEntry, SpoolEntry, UpdateEntry } from './entry.ts';
export { openSpool, readSpool, type SpoolItem, type SpoolReader } from './reader.ts';
export { startUploader, type Uploader, type UploaderOptions, type UploadReport } from './upload.ts';
export { createSpool, type SpoolTrouble, type SpoolWriter, type SpoolWriterOptions } from './writer.ts';
