import DataLoader from 'dataloader';
import { type Context, once } from '../../context.ts';
import { type ArtifactFolder, listArtifactFolders } from './service.ts';

/** A folder of a run's artifacts, one statement for all runs of a page. */
export function folderOf(context: Context, runId: string, path: string): Promise<ArtifactFolder> {
  const loader = once(
    context,
    `artifact folder ${path}`,
    () => new DataLoader<string, ArtifactFolder>((runIds) => listArtifactFolders(context, runIds, path), { cache: false }),
  );
  return loader.load(runId);
}
