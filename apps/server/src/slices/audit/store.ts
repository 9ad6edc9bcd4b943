import type { Sql } from '../../db/sql.ts';
import type { Window } from '../../paging.ts';

/** What gives another value to something that was known before. */
export type CorrectingAction = 'run.param' | 'dataset.card';

interface CorrectionRow {
  /** The run, or the dataset. */
  readonly subject: string;
  readonly actor: string;
  readonly createdAt: Date;
  readonly detail: { readonly path: string; readonly from: unknown; readonly to: unknown };
}

/** Corrections of some runs or datasets, in the order in which they were made: the same window of each one's. */
export function findCorrections(
  sql: Sql,
  action: CorrectingAction,
  subjects: readonly string[],
  { first, offset }: Window,
): Promise<CorrectionRow[]> {
  return sql.rows(
    `SELECT e.* FROM unnest($1::text[]) AS corrected(id), LATERAL (
       SELECT subject, actor, "createdAt", detail FROM "AuditEvent" WHERE subject = corrected.id AND action = $4 AND detail ? 'path'
       ORDER BY "createdAt", id LIMIT $2 OFFSET $3) AS e`,
    [subjects, first, offset, action],
  );
}
