import type { Sql } from '../../db/sql.ts';
import type { Window } from '../../paging.ts';

interface CorrectionRow {
  /** The run. */
  readonly subject: string;
  readonly actor: string;
  readonly createdAt: Date;
  readonly detail: { readonly path: string; readonly from: unknown; readonly to: unknown };
}

/** Corrections of params of some runs, in the order in which they were made: the same window of each run's. */
export function findCorrections(sql: Sql, runIds: readonly string[], { first, offset }: Window): Promise<CorrectionRow[]> {
  return sql.rows(
    `SELECT e.* FROM unnest($1::text[]) AS run(id), LATERAL (
       SELECT subject, actor, "createdAt", detail FROM "AuditEvent" WHERE subject = run.id AND action = 'run.param'
       ORDER BY "createdAt", id LIMIT $2 OFFSET $3) AS e`,
    [runIds, first, offset],
  );
}
