import { KnownRunDocument, ProjectDocument } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { request, type Connection } from '../transport/request.ts';
import type { OpenEntry } from './entry.ts';

/**
 * Whether the server at another address may be the one that a spool was written for: it knows the run by its id, which no two installations share,
 * or, where the run was never begun, has a project of its name. Throws when it cannot be asked.
 */
export async function mayBeMoved(connection: Connection, { run }: OpenEntry, begun: string | undefined): Promise<boolean> {
  const id = begun ?? ('id' in run ? run.id : undefined);
  try {
    if (id !== undefined) return (await request(connection, KnownRunDocument, { id })).run !== null;
    const [team = '', slug = ''] = 'project' in run ? run.project.split('/') : [];
    return (await request(connection, ProjectDocument, { team, slug })).project !== null;
  } catch (error) {
    if (error instanceof AtelierError && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}
