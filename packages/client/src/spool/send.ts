import {
  AppendLogDocument,
  AppendMetricsDocument,
  AttachArtifactDocument,
  FinishRunDocument,
  RecordPredictionsDocument,
  UpdateRunDocument,
} from '../operations/generated/operations.ts';
import { request, type Connection } from '../transport/request.ts';
import { uploadBody } from '../transport/upload.ts';
import type { SpoolEntry } from './entry.ts';

/** To where the records of a spool go. */
export interface Destination {
  readonly connection: Connection;
  readonly run: string;
  readonly writer: string;
  readonly team?: string | undefined;
  /** The bytes of an artifact that the spool keeps. */
  readonly open: (name: string) => Promise<Blob>;
  readonly signal: AbortSignal;
}

// A connection that has died half-open says nothing for ever.
const ATTEMPT_MS = 15_000;
// Predictions are evaluated before the answer comes.
const EVALUATION_MS = 120_000;

/** Sends one record; the server takes the same record twice for one. */
export async function send(to: Destination, sequence: number, entry: Exclude<SpoolEntry, { kind: 'open' }>): Promise<void> {
  const { connection, run, writer, team, open, signal } = to;
  // The caller tries again itself, for as long as it takes.
  const options = { signal, attempts: 1, idempotent: true, timeoutMs: ATTEMPT_MS };
  switch (entry.kind) {
    case 'metrics':
      await request(connection, AppendMetricsDocument, { input: { run, writer, sequence, columns: entry.columns } }, options);
      return;
    case 'text':
      await request(connection, AppendLogDocument, { run, writer, sequence, text: entry.text }, options);
      return;
    case 'update': {
      const { kind: _, ...facts } = entry;
      await request(connection, UpdateRunDocument, { input: { run, ...facts } }, options);
      return;
    }
    case 'predictions': {
      const { kind: _, ...predictions } = entry;
      await request(connection, RecordPredictionsDocument, { input: { run, ...predictions } }, { ...options, timeoutMs: EVALUATION_MS });
      return;
    }
    case 'artifact': {
      const { id } = await uploadBody(connection, () => open(entry.file), { team, name: entry.path, signal });
      await request(connection, AttachArtifactDocument, { input: { run, path: entry.path, kind: entry.artifactKind, file: id } }, options);
      return;
    }
    case 'finish':
      await request(connection, FinishRunDocument, { input: { run, outcome: entry.outcome, reason: entry.reason } }, options);
  }
}
