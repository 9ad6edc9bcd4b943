/**
 * The few things of a browser that are used here, by their shape: with the types of the whole DOM, every file of this package could
 * name `document` without a complaint.
 */
interface Events {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

export interface Page extends Events {
  readonly location?: { readonly origin: string; readonly href: string };
  readonly indexedDB?: DatabaseFactory;
  readonly navigator?: { readonly userAgent?: string; readonly hardwareConcurrency?: number; readonly locks?: Locks };
}

export interface Locks {
  /** Calls back with a lock that is held until the promise settles; with null when `ifAvailable` and it is taken. */
  request<Result>(name: string, options: { ifAvailable?: boolean }, work: (lock: object | null) => Promise<Result>): Promise<Result>;
}

export interface DatabaseFactory {
  open(name: string, version: number): OpenRequest;
}

export interface DatabaseRequest<Result> extends Events {
  readonly result: Result;
  readonly error: Error | null;
}

export interface OpenRequest extends DatabaseRequest<Database> {}

export interface Database {
  createObjectStore(name: string): unknown;
  transaction(stores: readonly string[], mode: 'readonly' | 'readwrite'): Transaction;
}

export interface Transaction extends Events {
  objectStore(name: string): Store;
  readonly error: Error | null;
}

export interface Store {
  put(value: unknown, key: string): DatabaseRequest<unknown>;
  delete(key: string): DatabaseRequest<unknown>;
  get(key: string): DatabaseRequest<unknown>;
  getAllKeys(): DatabaseRequest<string[]>;
}

/** What a page or a worker has. */
export const page = globalThis as unknown as Page;
