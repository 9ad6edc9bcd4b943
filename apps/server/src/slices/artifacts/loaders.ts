import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import type { Window } from '../../paging.ts';
import { type ArtifactFolder, listArtifactFolders } from './service.ts';

/** A part of a folder of a run's artifacts, one statement for all runs of a page. */
export function folderOf(context: Context, runId: string, path: string, window: Window): Promise<ArtifactFolder> {
  const loader = once(
    context,
    `artifact folder ${window.first} ${window.offset} ${path}`,
    () => new DataLoader<string, ArtifactFolder>((runIds) => listArtifactFolders(context, runIds, path, window), { cache: false }),
  );
  return loader.load(runId);
}
