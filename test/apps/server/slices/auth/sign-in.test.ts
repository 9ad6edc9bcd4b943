import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServer } from '../../../../../apps/server/src/open.ts';
import { forgetExpired } from '../../../../../apps/server/src/slices/auth/service.ts';
import { apiClient, browserWith, programWith } from '../../../../support/api-client.ts';
import { behind } from '../../../../support/behind.ts';
import { openWorld, type World } from '../../../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const redeem =
  'mutation ($token: String!, $name: String!) { redeemSignInLink(token: $token, name: $name) { user { name } teams { slug } } }';
const signIn = 'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { user { name } } }';

test('nobody is signed in without a cookie, and is told so without an error', async () => {
  const { viewer } = await world.anyone.query('{ viewer { user { id } teams { id } installation { version } } }');
  expect(viewer).toEqual({ user: null, teams: [], installation: { version: 'test' } });
});

test('the first link makes the owner, who is signed in by its cookie', async () => {
  const { viewer } = await world.owner.query('{ viewer { user { name email } } }');
  expect(viewer.user).toEqual({ name: 'Ada Owner', email: 'ada@example.org' });
});

test('a sign-in link works once', async () => {
  const token = new URL(world.server.signInLink).searchParams.get('token');
  expect(await world.anyone.refused(redeem, { token, name: 'Eve' })).toMatchObject({
    code: 'UNAUTHENTICATED',
    message: expect.stringContaining('used'),
  });
});

test('a later start prints a link that lets the owner in again, and of those who use it at the same moment one is let in', async () => {
  const again = await openServer({ ...world.config }, pino({ level: 'silent' }));
  try {
    const token = new URL(again.signInLink).searchParams.get('token');
    const answers = await Promise.all(['Eve', 'Mallory', 'Trudy'].map((name) => world.anyone.send(redeem, { token, name })));
    const letIn = answers.filter(({ data }) => data?.redeemSignInLink);
    expect(letIn.map(({ data }) => data?.redeemSignInLink.user.name)).toEqual(['Ada Owner']);
  } finally {
    await again.close();
  }
});

test('the right password signs in and sets an HttpOnly cookie that other sites do not send', async () => {
  const answer = await world.anyone.send(signIn, { email: ' ADA@example.org', password: 'correct horse' });
  expect(answer.data?.signIn.user.name).toBe('Ada Owner');
  expect(answer.headers.getSetCookie()[0]).toMatch(/^atelier_session=ats_.*; HttpOnly; SameSite=Lax$/);
});

test('a wrong password and an unknown address are answered alike', async () => {
  const wrong = await world.anyone.refused(signIn, { email: 'ada@example.org', password: 'wrong horse' });
  const unknown = await world.anyone.refused(signIn, { email: 'nobody@example.org', password: 'wrong horse' });
  expect(wrong).toEqual(unknown);
  expect(wrong.code).toBe('UNAUTHENTICATED');
});

test('a session is over after signing out, also for a copy of its cookie', async () => {
  const browser = browserWith(world.url, await world.anyone.send(signIn, { email: 'ada@example.org', password: 'correct horse' }));
  expect(await browser.query('mutation { signOut }')).toEqual({ signOut: true });
  expect((await browser.query('{ viewer { user { id } } }')).viewer.user).toBeNull();
});

test('a browser request from another site is refused', async () => {
  const foreign = apiClient(world.url, { ...world.owner.headers, origin: 'https://evil.example' });
  expect(await foreign.refused('{ viewer { user { id } } }')).toMatchObject({ code: 'FORBIDDEN' });
  const { origin: _origin, ...withoutOrigin } = world.owner.headers;
  expect(await apiClient(world.url, withoutOrigin).refused('{ viewer { user { id } } }')).toMatchObject({ code: 'FORBIDDEN' });
});

test('a bearer token that is none is refused with 401, never taken for nobody', async () => {
  for (const token of ['nonsense', 'atl_000000000000_wrong', `atl_${'x'.repeat(5000)}`, 'atr_wrong']) {
    const { status, errors } = await programWith(world.url, token).send('{ viewer { user { id } } }');
    expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  }
});

test('too many wrong passwords for one account are held back', async () => {
  const codes: string[] = [];
  for (let attempt = 0; attempt < 12; attempt++)
    codes.push((await world.anyone.refused(signIn, { email: 'brute@example.org', password: 'guess' })).code);
  expect(codes.slice(0, 8)).toEqual(Array(8).fill('UNAUTHENTICATED'));
  expect(codes.slice(8)).toEqual(Array(4).fill('RATE_LIMITED'));
});

test('sessions and links that ran out are forgotten, and no others', async () => {
  const app = await behind(world);
  const { sql } = app.database;
  const count = async (table: string) => Number((await sql.row<{ count: string }>(`SELECT count(*) FROM "${table}"`))!.count);
  await forgetExpired(app);
  const [sessions, links] = [await count('Session'), await count('SignInLink')];
  await sql.run(
    `INSERT INTO "Session" (id, "userId", "tokenHash", "expiresAt") SELECT uuidv7(), id, '\\x00', now() - interval '1 second' FROM "User" LIMIT 1`,
  );
  await sql.run(`INSERT INTO "SignInLink" (id, "tokenHash", "expiresAt") VALUES (uuidv7(), '\\x00', now() - interval '1 second')`);
  expect(await forgetExpired(app)).toBe(2);
  expect([await count('Session'), await count('SignInLink')]).toEqual([sessions, links]);
  expect((await world.owner.query('{ viewer { user { name } } }')).viewer.user).not.toBeNull();
});
