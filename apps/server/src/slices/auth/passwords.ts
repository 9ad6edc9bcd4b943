// Passwords by Argon2id with the parameters that OWASP gives; a few at a time, since each takes 19 MiB and a core.
import { hash, verify } from '@node-rs/argon2';
import { AppError, invalidInput } from '../../errors.ts';

const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;
const WAITING_LIMIT = 50;
const SHORTEST = 8;
const LONGEST = 200;

let running = 0;
const waiting: (() => void)[] = [];
let decoy: Promise<string> | undefined;

/** What is stored of a password. Throws `INVALID_INPUT` for one that is too short or too long. */
export function hashPassword(password: string): Promise<string> {
  if (password.length < SHORTEST || password.length > LONGEST) {
    throw invalidInput(`A password has ${SHORTEST} to ${LONGEST} characters, got ${password.length}`, 'password');
  }
  return inTurn(() => hash(password, ARGON2));
}

/** Whether the password is right. Without a stored hash it takes as long and is wrong, so that time does not tell who has an account. */
export async function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  if (password.length > LONGEST) return false;
  decoy ??= hash('nobody has this password', ARGON2);
  const against = stored ?? (await decoy);
  const matches = await inTurn(() => verify(against, password));
  return matches && stored != null;
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_LIMIT)
      throw new AppError('UNAVAILABLE', 'Too many people are signing in at this moment.', { hint: 'Try again in a few seconds.' });
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}
