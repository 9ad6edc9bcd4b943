/**
 * The spool of a page: entries wait in memory until the server has them, and in IndexedDB too, so that a page that is closed
 * or reloaded meanwhile loses nothing. Where the browser keeps nothing, memory alone has to do.
 */
import type { SpoolEntry } from '../spool/entry.ts';
import type { SpoolItem, SpoolSource, SpoolTrouble, SpoolWriter } from '../spool/spool.ts';
import type { Drawer } from './drawer.ts';
import { page } from './names.ts';

const MOST_ENTRIES = 50_000;

export interface PageSpool extends SpoolWriter {
  readonly source: SpoolSource;
}

/** Keys of a spool's entries and files in the drawer; numbers are padded, so that keys sort as they came. */
export const entryKey = (writer: string, sequence: number) => `${writer}/entry/${String(sequence).padStart(10, '0')}`;
export const fileKey = (writer: string, name: string) => `${writer}/file/${name}`;

/** A new spool. Entries beyond 50,000 that neither server nor IndexedDB takes are dropped and counted. */
export function createPageSpool(writer: string, drawer: Drawer | undefined, onTrouble: (message: string) => void): PageSpool {
  const trouble: SpoolTrouble = { dropped: 0, waiting: 0 };
  const items: SpoolItem[] = [];
  const files = new Map<string, Blob>();
  const writing = new Set<Promise<void>>();
  let sequence = 0;
  let taken = -1;
  let open = true;

  function store(key: string, value: unknown): void {
    if (drawer === undefined) return;
    const work: Promise<void> = drawer
      .put(key, value)
      .catch((error: Error) => {
        if (trouble.lastError === undefined)
          onTrouble(`this browser keeps nothing for later (${error.message}); what is logged stays in memory`);
        trouble.lastError = error.message;
      })
      .finally(() => writing.delete(work));
    writing.add(work);
  }

  function append(entry: SpoolEntry): void {
    if (!open || items.length >= MOST_ENTRIES) {
      trouble.dropped++;
      return;
    }
    const item = { sequence: sequence++, entry };
    items.push(item);
    store(entryKey(writer, item.sequence), entry);
  }

  const source: SpoolSource = {
    name: `the page’s spool ${writer}`,
    next: () => items.find((item) => item.sequence > taken),
    resume: () => undefined,
    acknowledge(item, run) {
      taken = item.sequence;
      const gone = items.splice(0, items.findLastIndex((one) => one.sequence <= taken) + 1);
      if (item.entry.kind === 'open') {
        // What comes later is told to the same run, even when the rest has to wait for another page.
        store(entryKey(writer, item.sequence), { ...item.entry, run: { id: run } });
        return;
      }
      const keys = gone.map((one) => entryKey(writer, one.sequence));
      if (item.entry.kind === 'artifact') {
        files.delete(item.entry.file);
        keys.push(fileKey(writer, item.entry.file));
      }
      void drawer?.remove(keys).catch(() => {});
    },
    async open(name) {
      const file = files.get(name);
      if (file === undefined) throw new Error(`${name} is not there any more`);
      return file;
    },
    damaged: 0,
    close() {},
  };

  return {
    path: source.name,
    append,
    keep(content) {
      if (typeof content === 'string') throw new TypeError('a page has no files by path: pass a Blob, a File or bytes');
      const name = `${files.size}-${sequence}`;
      const blob = content instanceof Blob ? content : new Blob([content.slice() as Uint8Array<ArrayBuffer>]);
      files.set(name, blob);
      store(fileKey(writer, name), blob);
      return name;
    },
    trouble,
    async sync() {
      await Promise.all(writing);
    },
    whenLeaving(flush) {
      page.addEventListener('pagehide', flush);
      return () => page.removeEventListener('pagehide', flush);
    },
    close() {
      open = false;
    },
    source,
  };
}
