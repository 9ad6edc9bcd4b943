// A creating request that is sent again, since its answer got lost, creates nothing again: the key that came with it knows what it made.
import { createHash } from 'node:crypto';
import type { TeamContext } from './context.ts';
import { AppError, invalidInput } from './errors.ts';

const KEY_LIMIT = 200;

export interface Once {
  /** What is made, such as `createProject`: the same key may be used for two different things. */
  readonly action: string;
  /** From the client; without one the work is simply done. */
  readonly key: string | null | undefined;
  /** All that the client asked for, to tell a repetition from another request under the same key. */
  readonly input: unknown;
}

/**
 * Does the work once per key and returns the id of what it made, each time. The same key with another input is `CONFLICT`.
 * The lock is held by the database until the work is over, so that a second request waits for the first, on whatever server it runs.
 */
export async function onceOnly(
  { app, team }: Pick<TeamContext, 'app' | 'team'>,
  { action, key, input }: Once,
  work: () => Promise<string>,
): Promise<string> {
  if (key == null) return work();
  if (key.length === 0 || key.length > KEY_LIMIT)
    throw invalidInput(`idempotencyKey has 1 to ${KEY_LIMIT} characters, got ${key.length}`, 'idempotencyKey');
  const scope = `${team.id} ${action}`;
  const hash = createHash('sha256').update(JSON.stringify(input, sortedKeys)).digest();
  return app.database.sql.transaction(async (sql) => {
    await sql.run('INSERT INTO "Idempotency" ("scope", "key", "hash") VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [scope, key, hash]);
    const row = await sql.row<{ hash: Buffer; resultId: string | null }>(
      'SELECT "hash", "resultId" FROM "Idempotency" WHERE "scope" = $1 AND "key" = $2 FOR UPDATE',
      [scope, key],
    );
    if (row && !row.hash.equals(hash))
      throw new AppError('CONFLICT', 'This idempotency key was used for another request.', {
        fields: ['idempotencyKey'],
        hint: 'Use a new key for a new request.',
      });
    if (row?.resultId != null) return row.resultId;
    const id = await work();
    await sql.run('UPDATE "Idempotency" SET "resultId" = $3 WHERE "scope" = $1 AND "key" = $2', [scope, key, id]);
    return id;
  });
}

// Two clients may write the same object in another order.
function sortedKeys(_key: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value))
    return createHash('sha256')
      .update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
      .digest('hex');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
