/**
 * Where the records of one run wait until the server has them: a file in Node, memory and IndexedDB in a browser. Recording and
 * delivering know no more of it than this.
 */
import type { SpoolEntry } from './entry.ts';

/** The end that training code writes to. Nothing of it throws. */
export interface SpoolWriter {
  /** What it is called in messages; in Node the path of its file. */
  readonly path: string;
  /** Takes the entry, without waiting for the disk. */
  append(entry: SpoolEntry): void;
  /** Keeps the bytes of an artifact beside the records, and returns the name under which an entry can refer to them. Throws when it cannot. */
  keep(content: string | Blob | Uint8Array): string;
  /** What could not be written so far. */
  readonly trouble: SpoolTrouble;
  /** Waits until everything appended is as safe as it can be here. */
  sync(): Promise<void>;
  /** Has `flush` called when the program or page is about to go. Returns how to take that back. */
  whenLeaving(flush: () => void): () => void;
  /** Writes what is left. May be called again. */
  close(): void;
}

export interface SpoolTrouble {
  /** The last error of writing, in words. */
  lastError?: string;
  /** Entries that are lost for good. */
  dropped: number;
  /** Entries in memory, waiting for the disk. */
  waiting: number;
}

/** One entry with its place. */
export interface SpoolItem {
  /** Position among the entries of its spool: with the spool's writer it names one write for ever. */
  readonly sequence: number;
  readonly entry: SpoolEntry;
}

/** The end that delivers. */
export interface SpoolSource {
  /** What it is called in messages. */
  readonly name: string;
  /** The next entry, or undefined when there is none yet. With `final` nobody writes any more. Throws when it cannot be read. */
  next(final: boolean): SpoolItem | undefined;
  /** Goes on behind what an earlier delivery has noted, and tells the run that it was for. Called once, after the first entry was read. */
  resume(): string | undefined;
  /** The server has this item and all before it. */
  acknowledge(item: SpoolItem, run: string): void;
  /** The bytes that `keep` gave this name. */
  open(name: string): Promise<Blob>;
  /** Stretches of it that held no whole record. */
  readonly damaged: number;
  /** Notes how far it was delivered, and lets go of it. */
  close(): void;
}
