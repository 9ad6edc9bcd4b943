// A database that may forget what it acknowledged is refused: durability is a setting that someone will change.
import type { Sql } from './sql.ts';

const WANTED = ['fsync', 'full_page_writes', 'synchronous_commit'];

/** Throws one line that names each setting that is off. */
export async function requireDurability(sql: Sql): Promise<void> {
  const settings = await sql.rows<{ name: string; setting: string }>('SELECT name, setting FROM pg_settings WHERE name = ANY($1)', [
    WANTED,
  ]);
  const off = settings.filter(({ setting }) => setting === 'off').map(({ name }) => name);
  if (off.length > 0)
    throw new Error(`The database runs with ${off.join(', ')} off and could lose what it has acknowledged. Switch on: ${off.join(', ')}.`);
}
