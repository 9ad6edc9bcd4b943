/**
 * A creating request that is sent again, since its answer got lost, creates nothing again: the key that came with it knows what it made.
 * The key is written in the transaction of the work, so that a server that dies leaves both or neither.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { App, TeamContext } from './context.ts';
import type { TeamDoor } from './db/scoped.ts';
import { AppError, invalidInput } from './errors.ts';

const KEY_LIMIT = 200;
const KEPT_DAYS = 30;
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 100;
/** After so long without a sign, whoever reserved a key is taken for dead. */
const ABANDONED_MS = 20_000;

const AT = '"teamId" = $1 AND action = $2 AND key = $3';
const FIND = `SELECT hash, "resultId" FROM "Idempotency" WHERE ${AT}`;
// While slow work goes on, createdAt is when a row's owner last gave a sign.
const RESERVE = `INSERT INTO "Idempotency" AS i ("teamId", action, key, hash, owner) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT ("teamId", action, key) DO UPDATE SET "createdAt" = now(), owner = excluded.owner
  WHERE i."resultId" IS NULL AND i.hash = excluded.hash AND i."createdAt" < now() - $6 * interval '1 millisecond'`;
const STAY = `UPDATE "Idempotency" SET "createdAt" = now() WHERE ${AT} AND owner = $4 AND "resultId" IS NULL`;
const RELEASE = `DELETE FROM "Idempotency" WHERE ${AT} AND owner = $4 AND "resultId" IS NULL`;

export interface Once {
  /** What is made, such as `createProject`: the same key may be used for two different things. */
  readonly action: string;
  /** From the client; without one the work is simply done. */
  readonly key: string | null | undefined;
  /** All that the client asked for, to tell a repetition from another request under the same key. */
  readonly input: unknown;
  /** The work takes seconds: a second request waits for the first instead of doing it too. */
  readonly isSlow?: boolean;
}

/** Writes down what the work made, within the transaction `door` that makes it. Throws when another request was first. */
export type Keep = (door: TeamDoor, id: string) => Promise<void>;

/** For work that came without a key. */
export const keepNothing: Keep = async () => {};

type At = readonly [teamId: string, action: string, key: string];

/**
 * Does the work once per key and returns the id of what it made, each time. The same key with another input is `CONFLICT`.
 *
 * The work must call `keep` in its transaction. Two requests at the same moment may both begin quick work: the key is unique, so one of
 * the transactions is undone and its request is answered with what the other has made.
 */
export async function onceOnly(
  { app, team }: Pick<TeamContext, 'app' | 'team'>,
  { action, key, input, isSlow = false }: Once,
  work: (keep: Keep) => Promise<string>,
): Promise<string> {
  if (key == null) return work(keepNothing);
  if (key.length === 0 || key.length > KEY_LIMIT || key.includes('\0'))
    throw invalidInput(`idempotencyKey has 1 to ${KEY_LIMIT} characters, got ${key.length}`, 'idempotencyKey');
  const at: At = [team.id, action, key];
  const hash = createHash('sha256').update(JSON.stringify(input, sortedKeys)).digest();
  return isSlow ? slowly(app, at, hash, work) : quickly(app, at, hash, work);
}

/** Forgets the keys of long ago. */
export async function forgetKeys({ database }: Pick<App, 'database'>): Promise<number> {
  return database.sql.run(`DELETE FROM "Idempotency" WHERE "createdAt" < now() - $1 * interval '1 day'`, [KEPT_DAYS]);
}

async function quickly(app: App, at: At, hash: Buffer, work: (keep: Keep) => Promise<string>): Promise<string> {
  const known = await findMade(app, at, hash);
  if (known !== undefined) return known;
  try {
    return await keeping(at, work, (door, resultId) => insert(door, at, hash, resultId));
  } catch (error) {
    // Another request was first, whatever this one stumbled over: the key, or the name that both of them wanted.
    const made = await findMade(app, at, hash);
    if (made !== undefined) return made;
    throw error;
  }
}

// No connection is held while slow work goes on: the key is reserved by a row, and whoever comes second looks at it now and then.
async function slowly(app: App, at: At, hash: Buffer, work: (keep: Keep) => Promise<string>): Promise<string> {
  const { sql } = app.database;
  const owner = randomUUID();
  const deadline = performance.now() + PATIENCE_MS;
  while ((await sql.run(RESERVE, [...at, hash, owner, ABANDONED_MS])) === 0) {
    const made = await findMade(app, at, hash);
    if (made !== undefined) return made;
    if (performance.now() > deadline)
      throw new AppError('UNAVAILABLE', 'The first request with this idempotency key is still at work.', {
        hint: 'Ask again with the same key.',
        retryAfterMs: 1_000,
      });
    await wait(LOOK_EVERY_MS);
  }
  const alive = setInterval(() => void sql.run(STAY, [...at, owner]).catch(() => {}), ABANDONED_MS / 4);
  try {
    return await keeping(at, work, (door, resultId) => finish(door, at, owner, resultId));
  } catch (error) {
    await sql.run(RELEASE, [...at, owner]).catch(() => {});
    throw error;
  } finally {
    clearInterval(alive);
  }
}

// Work that forgets its key would be done again by a repetition: that is a bug, and is told as one.
async function keeping([, action]: At, work: (keep: Keep) => Promise<string>, write: Keep): Promise<string> {
  let kept = false;
  const id = await work(async (door, resultId) => {
    await write(door, resultId);
    kept = true;
  });
  if (!kept) throw new Error(`The work of ${action} did not keep its key`);
  return id;
}

async function findMade({ database }: App, at: At, hash: Buffer): Promise<string | undefined> {
  const row = await database.sql.row<{ hash: Buffer; resultId: string | null }>(FIND, at);
  if (row && !row.hash.equals(hash))
    throw new AppError('CONFLICT', 'This idempotency key was used for another request.', {
      fields: ['idempotencyKey'],
      hint: 'Use a new key for a new request.',
    });
  return row?.resultId ?? undefined;
}

async function insert(door: TeamDoor, [teamId, action, key]: At, hash: Uint8Array, resultId: string): Promise<void> {
  await door.idempotency.create({ data: { teamId, action, key, hash: Uint8Array.from(hash), resultId } });
}

// Whoever was taken for dead and is not finds that the reservation is somebody else's now, and undoes its work.
async function finish(door: TeamDoor, [teamId, action, key]: At, owner: string, resultId: string): Promise<void> {
  const { count } = await door.idempotency.updateMany({ where: { teamId, action, key, owner, resultId: null }, data: { resultId } });
  if (count === 0)
    throw new AppError('UNAVAILABLE', 'This request took so long that another with its key has begun.', {
      hint: 'Ask again with the same key.',
      retryAfterMs: 1_000,
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
