// How Prisma's migration engine reaches PostgreSQL. @prisma/adapter-pg is made for queries: run for migrations as it is, it stops at columns of type
// "char", cuts scripts at every semicolon, and opens the real database in place of the shadow one when it was given a connection string.
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

export interface MigrationAdapter {
  factory: SqlMigrationAwareDriverAdapterFactory;
  /** Lets all connections go and drops the shadow databases. */
  close(): Promise<void>;
}

// So that a lock taken on the connection holds for everything.
const onlyOne = { max: 1 };

/** An adapter for the database at `databaseUrl`; its shadow databases are made on the same server. */
export function migrationAdapter(databaseUrl: string): MigrationAdapter {
  const main = new pg.Pool({ connectionString: databaseUrl, ...onlyOne });
  const shadows: { name: string; pool: pg.Pool }[] = [];
  return {
    factory: {
      provider: 'postgres',
      adapterName: 'migration',
      connect: () => adapt(main),
      async connectToShadowDb() {
        const name = `atelier_shadow_${randomUUID()}`;
        await main.query(`CREATE DATABASE "${name}" TEMPLATE template0`);
        const url = new URL(databaseUrl);
        url.pathname = `/${name}`;
        const pool = new pg.Pool({ connectionString: url.href, ...onlyOne });
        shadows.push({ name, pool });
        return adapt(pool);
      },
    },
    async close() {
      for (const { name, pool } of shadows) {
        await pool.end();
        await main.query(`DROP DATABASE "${name}"`);
      }
      await main.end();
    },
  };
}

async function adapt(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const charColumns = new Map<string, number[]>();
  const adapter = await new PrismaPg(readingCharAsText(pool, charColumns)).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const answer = await queryRaw(query);
    for (const column of charColumns.get(query.sql) ?? []) answer.columnTypes[column] = ColumnTypeEnum.Character;
    return answer;
  };
  // PostgreSQL runs a script that comes as one message in one transaction: a migration is applied whole or not at all.
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  adapter.dispose = async () => {};
  return adapter;
}

// The catalogues have columns of the one-byte type "char". Prisma's adapter has no name for it, its engine insists on it:
// these columns pass the adapter as text, and which they were, by query, is kept in `charColumns`.
function readingCharAsText(pool: pg.Pool, charColumns: Map<string, number[]>): pg.Pool {
  const query = pool.query.bind(pool) as (...input: unknown[]) => Promise<pg.QueryResult>;
  const relabelling = async (...input: unknown[]) => {
    const answer = await query(...input);
    const chars = (answer.fields ?? []).flatMap(({ dataTypeID }, column) => (dataTypeID === pg.types.builtins.CHAR ? [column] : []));
    for (const column of chars) Object.assign(answer.fields[column] ?? {}, { dataTypeID: pg.types.builtins.TEXT });
    if (chars.length > 0) charColumns.set((input[0] as pg.QueryConfig).text, chars);
    return answer;
  };
  return Object.assign(pool, { query: relabelling });
}
