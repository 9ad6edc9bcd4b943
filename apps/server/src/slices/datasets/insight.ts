// Looks at whole versions: in a process of their own, and once for each version, since versions never change.
import { runApart } from '../../apart/run-apart.ts';
import { invalidInput } from '../../errors.ts';
import type { Difference } from './difference.ts';
import type { Profile } from './profile.ts';
import { getVersion, type Reader, versionFiles } from './versions.ts';

const LIMITS = { timeoutMs: 120_000, heapMb: 2_048 };
const KEPT = 64;

/** How the values of a version are spread. */
export function profileVersion(context: Reader, versionId: string): Promise<Profile> {
  return once(`profile ${versionId}`, async () =>
    runApart<Profile>(new URL('./profile.child.ts', import.meta.url), await versionFiles(context, versionId), LIMITS),
  );
}

/** What changed since another version of the same dataset. */
export async function compareVersions(context: Reader, versionId: string, sinceId: string): Promise<Difference> {
  const [after, before] = await Promise.all([getVersion(context, versionId), getVersion(context, sinceId)]);
  if (after.datasetId !== before.datasetId) throw invalidInput('since is a version of another dataset', 'since');
  return once(`difference ${sinceId} ${versionId}`, async () =>
    runApart<Difference>(
      new URL('./difference.child.ts', import.meta.url),
      { before: await versionFiles(context, sinceId), after: await versionFiles(context, versionId) },
      LIMITS,
    ),
  );
}

const kept = new Map<string, Promise<unknown>>();

function once<Result>(key: string, make: () => Promise<Result>): Promise<Result> {
  const known = kept.get(key) as Promise<Result> | undefined;
  if (known) return known;
  const made = make();
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return made;
}
