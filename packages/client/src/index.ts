/** The client of an Atelier server: log runs from any program, ask and change everything by typed operations. */
export { atelierOf, connect, type Atelier } from './connect.ts';
export { pack, unpackF32s, unpackF64s, unpackI32s, unpackU8s } from './packed.ts';
export { redact, redactText } from './redact.ts';
export { type FitCallbacks, fitCallbacks } from './run/fit-callbacks.ts';
export { createRecorder, type PredictionsToLog, type Recorder, type RecorderOptions } from './run/recorder.ts';
export type { LoggingOptions, Run, StartRunOptions } from './run/start-run.ts';
export { AtelierError, isTransient, type ErrorCode } from './transport/errors.ts';
export type { DownloadOptions, UploadedFile, UploadOptions } from './transport/files.ts';
export type { Connection, Operation, RequestOptions } from './transport/request.ts';
export { retrying, wait, type RetryOptions } from './transport/retry.ts';
