// Versions that are open for reading. They never change, so the last few stay open for whoever looks at them next.
import { type Dataset, openDataset } from '@atelier/ml/dataset';
import type { VersionFiles } from './versions.ts';

const KEPT_OPEN = 8;

interface Open {
  readonly dataset: Promise<Dataset>;
  users: number;
}

const open = new Map<string, Open>();

/** Opens a version for the work, or uses it if it is open. `key` is its id. */
export async function withOpen<Result>(
  key: string,
  files: () => Promise<VersionFiles>,
  work: (dataset: Dataset) => Promise<Result> | Result,
): Promise<Result> {
  const entry = open.get(key) ?? { dataset: files().then(openFiles), users: 0 };
  // Taken out and put back: the one used last is at the end.
  open.delete(key);
  open.set(key, entry);
  entry.users += 1;
  try {
    return await work(await entry.dataset);
  } catch (error) {
    await entry.dataset.catch(() => open.delete(key));
    throw error;
  } finally {
    entry.users -= 1;
    closeOldest();
  }
}

function openFiles({ manifest, paths }: VersionFiles): Promise<Dataset> {
  return openDataset({
    manifest,
    resolve(name) {
      const path = paths[name];
      if (path === undefined) throw new Error(`The version has no file ${name}`);
      return path;
    },
  });
}

function closeOldest(): void {
  for (const [key, { dataset, users }] of open) {
    if (open.size <= KEPT_OPEN) return;
    if (users > 0) continue;
    open.delete(key);
    void dataset.then(
      (closing) => closing.close(),
      () => {},
    );
  }
}
