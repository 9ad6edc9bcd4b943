import type { Atelier } from '../connect.ts';
import { TrashDocument, type TrashQuery } from '../operations/generated/operations.ts';
import { AtelierError } from '../transport/errors.ts';
import { projectFor, type Call } from './command.ts';

type Deleted = NonNullable<TrashQuery['project']>['trash']['nodes'][number];

/** The deleted runs of the project, newest first. */
export async function trashOf(call: Call, atelier: Atelier): Promise<Deleted[]> {
  const { team, slug } = projectFor(call);
  const rows: Deleted[] = [];
  for (let after: string | null = null; ; ) {
    const { project }: TrashQuery = await atelier.request(TrashDocument, { team, project: slug, first: 500, after });
    if (project === null) throw new AtelierError('NOT_FOUND', `there is no project ${team}/${slug}`);
    rows.push(...project.trash.nodes);
    if (!project.trash.pageInfo.hasNextPage) return rows;
    after = project.trash.pageInfo.endCursor;
  }
}
