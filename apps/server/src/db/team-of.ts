import type { Scope } from './scoped.ts';
import type { Sql } from './sql.ts';

/** The teams of runs within a scope, in the order of the ids; undefined where there is no such run. By hand and prepared: every batch of points asks it. */
export async function teamsOfRuns(sql: Sql, { teams }: Scope, ids: readonly string[]): Promise<(string | undefined)[]> {
  const rows = await sql.rows<{ id: string; teamId: string }>(
    {
      name: 'teams of runs',
      text: 'SELECT id, "teamId" FROM "Run" WHERE id = ANY($1::uuid[]) AND ($2::uuid[] IS NULL OR "teamId" = ANY($2::uuid[]))',
    },
    [ids, teams === 'every' ? null : teams],
  );
  const found = new Map(rows.map(({ id, teamId }) => [id, teamId]));
  return ids.map((id) => found.get(id));
}
