import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** How far a spool is delivered: kept in a small file beside it. Losing it costs repeated sending, never a point. */
export interface Acknowledged {
  /** Position in the file before which everything is delivered. */
  readonly end: number;
  /** The run, once the server knows it. */
  readonly run?: string | undefined;
}

export function acknowledgedPath(spool: string): string {
  return `${spool}.ack`;
}

export function readAcknowledged(spool: string): Acknowledged {
  try {
    const { end, run } = JSON.parse(readFileSync(acknowledgedPath(spool), 'utf8')) as Acknowledged;
    return { end: Number.isSafeInteger(end) && end > 0 ? end : 0, run };
  } catch {
    return { end: 0 };
  }
}

export function saveAcknowledged(spool: string, acknowledged: Acknowledged): void {
  const path = acknowledgedPath(spool);
  try {
    writeFileSync(`${path}.new`, JSON.stringify(acknowledged), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    // A full disk must not keep anything from being delivered; it will be sent again then, and stored once.
  }
}
