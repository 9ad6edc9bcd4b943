// VACUUM runs outside of transactions and for as long as it takes, so it has a connection of its own.
import pg from 'pg';

/** Vacuums tables one after the other, so slowly that nobody notices. */
export async function vacuum(url: string, tables: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'atelier vacuum', options: '-c vacuum_cost_delay=2' });
  // Whatever is wrong with the connection comes back from the query too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const table of tables) await client.query(`VACUUM ${pg.escapeIdentifier(table)}`);
  } finally {
    await client.end();
  }
}
