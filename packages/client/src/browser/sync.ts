import type { OpenEntry, SpoolEntry } from '../spool/entry.ts';
import type { SpoolSource } from '../spool/spool.ts';
import { deliver, type UploadReport } from '../spool/upload.ts';
import type { Connection } from '../transport/request.ts';
import type { Drawer } from './drawer.ts';
import { page } from './names.ts';
import { entryKey } from './page-spool.ts';

/** What became of a spool that an earlier page has left behind. */
export interface Delivered {
  readonly run: string | undefined;
  readonly report: UploadReport;
}

/** Delivers what earlier pages have logged to this server and could not deliver. Spools of pages that are still open are left alone. */
export async function deliverLeftBehind(connection: Connection, drawer: Drawer): Promise<Delivered[]> {
  const writers = [...new Set((await drawer.keys('')).map((key) => key.slice(0, key.indexOf('/'))))];
  const delivered: Delivered[] = [];
  for (const writer of writers) {
    const one = await ifLeft(writer, () => deliverOne(writer, connection, drawer));
    if (one !== undefined) delivered.push(one);
  }
  return delivered;
}

/** Holds the spool of a page for as long as the page lives, so that no other takes it for left behind. */
export function holdSpool(writer: string): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  void page.navigator?.locks?.request(lockOf(writer), {}, () => held).catch(() => {});
  return release;
}

const lockOf = (writer: string) => `atelier ${writer}`;

// Where there are no locks, nobody can tell a page that lives from one that is gone.
async function ifLeft<Result>(writer: string, work: () => Promise<Result>): Promise<Result | undefined> {
  const locks = page.navigator?.locks;
  return locks?.request(lockOf(writer), { ifAvailable: true }, async (lock) => (lock === null ? undefined : work()));
}

async function deliverOne(writer: string, connection: Connection, drawer: Drawer): Promise<Delivered | undefined> {
  const open = (await drawer.get(entryKey(writer, 0))) as OpenEntry | undefined;
  if (open?.kind !== 'open' || open.url !== connection.url) return undefined;
  const keys = await drawer.keys(`${writer}/entry/`);
  const entries = await Promise.all(
    keys.map(async (key) => ({ sequence: Number(key.slice(key.lastIndexOf('/') + 1)), entry: (await drawer.get(key)) as SpoolEntry })),
  );
  const uploader = deliver(leftSource(writer, entries, drawer), { connection });
  const report = await uploader.finish();
  if (report.complete) await drawer.remove(await drawer.keys(`${writer}/`));
  return { run: await uploader.run.catch(() => undefined), report };
}

function leftSource(writer: string, items: { sequence: number; entry: SpoolEntry }[], drawer: Drawer): SpoolSource {
  let taken = 0;
  return {
    name: `the spool ${writer} of an earlier page`,
    next: () => items[taken],
    resume: () => undefined,
    acknowledge(item) {
      taken = items.findIndex(({ sequence }) => sequence === item.sequence) + 1;
    },
    async open(name) {
      return (await drawer.get(`${writer}/file/${name}`)) as Blob;
    },
    damaged: 0,
    close() {},
  };
}
