import { join } from 'node:path';
import {
  AppendLogDocument,
  AppendMetricsDocument,
  AttachArtifactDocument,
  FinishRunDocument,
  RecordPredictionsDocument,
  UpdateRunDocument,
} from '../operations/generated/operations.ts';
import { upload } from '../transport/files.ts';
import { request, type Connection } from '../transport/request.ts';
import type { SpoolEntry } from './entry.ts';

/** To where the records of a spool go. */
export interface Destination {
  readonly connection: Connection;
  readonly run: string;
  readonly writer: string;
  readonly team?: string | undefined;
  /** Where the spool's artifacts lie. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Sends one record; the server takes the same record twice for one. */
export async function send(to: Destination, sequence: number, entry: Exclude<SpoolEntry, { kind: 'open' }>): Promise<void> {
  const { connection, run, writer, team, folder, signal } = to;
  // The caller tries again itself, for as long as it takes.
  const options = { signal, attempts: 1, idempotent: true };
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
      await request(connection, RecordPredictionsDocument, { input: { run, ...predictions } }, options);
      return;
    }
    case 'artifact': {
      const { id } = await upload(connection, join(folder, entry.file), { team, name: entry.path, signal });
      await request(connection, AttachArtifactDocument, { input: { run, path: entry.path, kind: entry.artifactKind, file: id } }, options);
      return;
    }
    case 'finish':
      await request(connection, FinishRunDocument, { input: { run, outcome: entry.outcome, reason: entry.reason } }, options);
  }
}
