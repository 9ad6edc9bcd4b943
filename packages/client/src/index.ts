/** The client of an Atelier server: log runs from any program, ask and change everything by typed operations. */
export type { CaptureOptions } from './capture/capture.ts';
export { captureSystem } from './capture/system.ts';
export { atelierOf, connect, type Atelier } from './connect.ts';
export { pack, unpackF32s, unpackF64s, unpackI32s, unpackU8s } from './packed.ts';
export { redact, redactText } from './redact/redact.ts';
export { type FitCallbacks, type FitCallbackOptions, fitCallbacks } from './run/fit-callbacks.ts';
export { createRecorder, type PredictionsToLog, type Recorder, type RecorderOptions } from './run/recorder.ts';
export type { LoggingOptions, Run, StartRunOptions } from './run/run.ts';
export type { NodeLoggingOptions, NodeStartRunOptions } from './run/start-run.ts';
export { syncSpools, type Synced, type SyncOptions } from './spool/sync.ts';
export type { UploadReport } from './spool/upload.ts';
export { AtelierError, isTransient, type ErrorCode } from './transport/errors.ts';
export type { DownloadOptions, UploadedFile, UploadOptions } from './transport/files.ts';
export type { Connection, Operation, RequestOptions } from './transport/request.ts';
export { retrying, wait, type RetryOptions } from './transport/retry.ts';
