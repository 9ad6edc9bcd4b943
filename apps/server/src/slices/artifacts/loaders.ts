import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import type { Window } from '../../paging.ts';
import { type ArtifactFolder, listArtifactFolders, listLogs, type LogPage } from './service.ts';

/** A part of a folder of a run's artifacts, one statement for all runs of a page. */
export function folderOf(context: Context, runId: string, path: string, window: Window): Promise<ArtifactFolder> {
  const loader = once(
    context,
    `artifact folder ${window.first} ${window.offset} ${path}`,
    () => new DataLoader<string, ArtifactFolder>((runIds) => listArtifactFolders(context, runIds, path, window), { cache: false }),
  );
  return loader.load(runId);
}

/** A part of a run's log, one statement for all runs of a page. */
export function logOf(
  context: Context,
  runId: string,
  after: string | null | undefined,
  first: number | null | undefined,
): Promise<LogPage> {
  const loader = once(
    context,
    `log ${JSON.stringify([after, first])}`,
    () => new DataLoader<string, LogPage>((runIds) => listLogs(context, runIds, after, first), { cache: false }),
  );
  return loader.load(runId);
}
