/** Where a browser keeps what is to outlive the page: one IndexedDB store of values by key, in the order in which they were put. */
import { page, type Database, type DatabaseRequest } from './names.ts';

export interface Drawer {
  put(key: string, value: unknown): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  get(key: string): Promise<unknown>;
  /** All keys that begin so, sorted. */
  keys(prefix: string): Promise<string[]>;
}

const STORE = 'records';

/** Opens it. Rejects where there is no IndexedDB, or none for this page. */
export async function openDrawer(name = 'atelier'): Promise<Drawer> {
  if (page.indexedDB === undefined) throw new Error('this browser has no IndexedDB');
  const opening = page.indexedDB.open(name, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE));
  const database: Database = await settled(opening);

  const inStore = <Result>(mode: 'readonly' | 'readwrite', work: (store: ReturnType<typeof storeOf>) => DatabaseRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction([STORE], mode);
      const request = work(transaction.objectStore(STORE));
      transaction.addEventListener('complete', () => resolve(request.result));
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('the browser keeps nothing more')));
    });
  const storeOf = (transaction: ReturnType<Database['transaction']>) => transaction.objectStore(STORE);

  return {
    async put(key, value) {
      await inStore('readwrite', (store) => store.put(value, key));
    },
    async remove(keys) {
      if (keys.length === 0) return;
      await inStore('readwrite', (store) => keys.map((key) => store.delete(key)).at(-1)!);
    },
    get: (key) => inStore('readonly', (store) => store.get(key)),
    async keys(prefix) {
      return (await inStore('readonly', (store) => store.getAllKeys())).filter((key) => key.startsWith(prefix));
    },
  };
}

function settled<Result>(request: DatabaseRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB refused')));
  });
}
