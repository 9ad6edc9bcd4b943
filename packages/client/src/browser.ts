/** The client for web pages: the same as in Node, without disk, process and command line. */
export { connect, type Atelier, type PageLoggingOptions, type PageStartRunOptions } from './browser/connect.ts';
export type { Delivered } from './browser/sync.ts';
export { pack, unpackF32s, unpackF64s, unpackI32s, unpackU8s } from './packed.ts';
export { redact, redactText } from './redact/redact.ts';
export { type FitCallbacks, type FitCallbackOptions, fitCallbacks } from './run/fit-callbacks.ts';
export type { PredictionsToLog } from './run/recorder.ts';
export type { LoggingOptions, Run, StartRunOptions } from './run/run.ts';
export type { UploadReport } from './spool/upload.ts';
export { AtelierError, isTransient, type ErrorCode } from './transport/errors.ts';
export type { Connection, Operation, RequestOptions } from './transport/request.ts';
export type { UploadedFile, UploadOptions } from './transport/upload.ts';
