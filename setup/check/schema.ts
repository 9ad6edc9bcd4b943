import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printSchema } from 'graphql';

/** Compares the committed schema with the one that the server prints. */
export async function checkSchema(root: string): Promise<string | undefined> {
  const { schema } = (await import('../../apps/server/src/schema.ts')) as { schema: Parameters<typeof printSchema>[0] };
  const printed = `${printSchema(schema)}\n`;
  if (printed === readFileSync(join(root, 'schema.graphql'), 'utf8')) return undefined;
  return 'schema.graphql is not what the server prints: run npm run schema, and look at the difference.';
}
