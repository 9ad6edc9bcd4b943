// A creating request that is sent again, since its answer got lost, creates nothing again: the key that came with it knows what it made.
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { TeamContext } from './context.ts';
import { AppError, invalidInput } from './errors.ts';

const KEY_LIMIT = 200;
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 100;
/** After so long without a sign, whoever reserved a key is taken for dead. */
const ABANDONED_MS = 20_000;

// While its work goes on, createdAt is when a row's owner last gave a sign.
const RESERVE = `INSERT INTO "Idempotency" ("scope", "key", "hash") VALUES ($1, $2, $3)
  ON CONFLICT ("scope", "key") DO UPDATE SET "createdAt" = now()
  WHERE "Idempotency"."resultId" IS NULL AND "Idempotency"."hash" = EXCLUDED."hash" AND "Idempotency"."createdAt" < now() - $4 * interval '1 millisecond'`;
const FIND = 'SELECT "hash", "resultId" FROM "Idempotency" WHERE "scope" = $1 AND "key" = $2';
const STAY = 'UPDATE "Idempotency" SET "createdAt" = now() WHERE "scope" = $1 AND "key" = $2 AND "resultId" IS NULL';
const FINISH = 'UPDATE "Idempotency" SET "resultId" = $3 WHERE "scope" = $1 AND "key" = $2';
const RELEASE = 'DELETE FROM "Idempotency" WHERE "scope" = $1 AND "key" = $2 AND "resultId" IS NULL';

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
 *
 * The key is reserved by a row, on whatever server the request arrives: a second request waits until the first is over, and does the work
 * itself when the first one failed or its server died. No connection is held meanwhile, since an import may take minutes.
 */
export async function onceOnly(
  { app, team }: Pick<TeamContext, 'app' | 'team'>,
  { action, key, input }: Once,
  work: () => Promise<string>,
): Promise<string> {
  if (key == null) return work();
  if (key.length === 0 || key.length > KEY_LIMIT)
    throw invalidInput(`idempotencyKey has 1 to ${KEY_LIMIT} characters, got ${key.length}`, 'idempotencyKey');
  const { sql } = app.database;
  const at = [`${team.id} ${action}`, key];
  const hash = createHash('sha256').update(JSON.stringify(input, sortedKeys)).digest();
  const deadline = performance.now() + PATIENCE_MS;
  while ((await sql.run(RESERVE, [...at, hash, ABANDONED_MS])) === 0) {
    const row = await sql.row<{ hash: Buffer; resultId: string | null }>(FIND, at);
    if (row && !row.hash.equals(hash))
      throw new AppError('CONFLICT', 'This idempotency key was used for another request.', {
        fields: ['idempotencyKey'],
        hint: 'Use a new key for a new request.',
      });
    if (row?.resultId != null) return row.resultId;
    if (performance.now() > deadline)
      throw new AppError('UNAVAILABLE', 'The first request with this idempotency key is still at work.', {
        hint: 'Ask again with the same key.',
      });
    await wait(LOOK_EVERY_MS);
  }
  const alive = setInterval(() => void sql.run(STAY, at).catch(() => {}), ABANDONED_MS / 4);
  try {
    const id = await work();
    await sql.run(FINISH, [...at, id]);
    return id;
  } catch (error) {
    await sql.run(RELEASE, at).catch(() => {});
    throw error;
  } finally {
    clearInterval(alive);
  }
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
