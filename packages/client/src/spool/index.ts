import { fileSource } from './file-source.ts';
import { deliver, type DeliveryOptions, type Uploader } from './upload.ts';
import type { SpoolFileWriter } from './writer.ts';

export type { OpenEntry, PredictionsEntry, SpoolEntry, UpdateEntry } from './entry.ts';
export { openSpool, readSpool, type SpoolFileItem, type SpoolReader } from './reader.ts';
export type { SpoolItem, SpoolTrouble, SpoolWriter } from './spool.ts';
export type { Uploader, UploadReport } from './upload.ts';
export { createSpool, type SpoolFileWriter, type SpoolWriterOptions } from './writer.ts';

export interface UploaderOptions extends DeliveryOptions {
  /** The spool file; it need not be there yet. */
  readonly path: string;
  /** Its writer, when that is in the same program: what the disk does not take is delivered from memory. */
  readonly writer?: SpoolFileWriter | undefined;
}

/** Starts delivering a spool file that may still grow. */
export function startUploader({ path, writer, ...options }: UploaderOptions): Uploader {
  return deliver(fileSource(path, writer), options);
}
