import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserWith, programWith, type ApiClient } from '../../../../support/api-client.ts';
import { openWorld, type Team, type World } from '../../../../support/world.ts';

let world: World;
let team: Team;
beforeAll(async () => {
  world = await openWorld();
  team = await world.team();
});
afterAll(() => world.close());

const invite =
  'mutation ($team: ID!, $role: Role!, $email: String) { inviteMember(team: $team, role: $role, email: $email) { url invitation { id role } } }';
const accept =
  'mutation ($token: String!, $name: String, $email: String) { acceptInvitation(token: $token, name: $name, email: $email) { id role } }';
const setRole = 'mutation ($team: ID!, $user: ID!, $role: Role!) { setMemberRole(team: $team, user: $user, role: $role) { role } }';
const remove = 'mutation ($team: ID!, $user: ID!) { removeMember(team: $team, user: $user) }';
const createKey =
  'mutation ($team: ID!, $role: Role!, $scopes: [String!], $expiresAt: DateTime) { createApiKey(team: $team, name: "key", role: $role, scopes: $scopes, expiresAt: $expiresAt) { secret key { id prefix scopes } } }';

async function tokenOf(role: string, email?: string): Promise<string> {
  const { inviteMember } = await team.owner.query(invite, { team: team.id, role, email });
  return new URL(inviteMember.url).searchParams.get('token') as string;
}

async function idOf(person: ApiClient): Promise<string> {
  return (await person.query('{ viewer { user { id } } }')).viewer.user.id;
}

test('whoever makes a team owns it, and its slug is made from its name', async () => {
  const person = await world.person();
  const create =
    'mutation ($name: String!, $slug: String) { createTeam(name: $name, slug: $slug) { slug role members { role user { name } } } }';
  const { createTeam } = await person.query(create, { name: 'Étude & Co' });
  expect(createTeam).toMatchObject({ slug: 'etude-co', role: 'OWNER', members: [{ role: 'OWNER' }] });
  expect((await person.query(create, { name: 'Étude & Co' })).createTeam.slug).toBe('etude-co-2');
  expect(await person.refused(create, { name: 'Another', slug: 'etude-co' })).toMatchObject({ code: 'CONFLICT' });
  expect(await person.refused(create, { name: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await person.refused(create, { name: 'Fine', slug: 'Not Fine' })).toMatchObject({ code: 'INVALID_INPUT' });
});

test('an invitation shows what it is to, makes one person a member, and is then void', async () => {
  const token = await tokenOf('MEMBER');
  const preview = 'query ($token: String!) { invitation(token: $token) { team role invitedBy } }';
  expect((await world.anyone.query(preview, { token })).invitation).toMatchObject({ role: 'MEMBER' });
  const joined = await world.anyone.send(accept, { token, name: 'Grace' });
  expect(joined.data?.acceptInvitation).toEqual({ id: team.id, role: 'MEMBER' });
  expect((await browserWith(world.url, joined).query('{ viewer { user { name } teams { id } } }')).viewer).toEqual({
    user: { name: 'Grace' },
    teams: [{ id: team.id }],
  });
  expect(await world.anyone.refused(accept, { token, name: 'Eve' })).toMatchObject({ code: 'NOT_FOUND' });
  expect((await world.anyone.query(preview, { token })).invitation).toBeNull();
});

test('of five who accept one invitation at the same moment, one becomes a member', async () => {
  const token = await tokenOf('VIEWER');
  const answers = await Promise.all(Array.from({ length: 5 }, (_, index) => world.anyone.send(accept, { token, name: `Racer ${index}` })));
  expect(answers.filter(({ data }) => data?.acceptInvitation)).toHaveLength(1);
});

test('an invitation for an address lets nobody in with another one', async () => {
  const token = await tokenOf('MEMBER', 'invited@example.org');
  expect(await world.anyone.refused(accept, { token, name: 'Eve', email: 'eve@example.org' })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await world.owner.refused(accept, { token })).toMatchObject({ code: 'FORBIDDEN' });
  expect((await world.anyone.query(accept, { token, name: 'Invited' })).acceptInvitation.id).toBe(team.id);
});

test('an invitation is void when it is revoked, and when its maker could no longer make it', async () => {
  const { inviteMember } = await team.owner.query(invite, { team: team.id, role: 'MEMBER' });
  await team.owner.query('mutation ($id: ID!) { revokeInvitation(id: $id) { id } }', { id: inviteMember.invitation.id });
  expect(await world.anyone.refused(accept, { token: new URL(inviteMember.url).searchParams.get('token'), name: 'Eve' })).toMatchObject({
    code: 'NOT_FOUND',
  });

  const admin = await team.member('ADMIN');
  const byAdmin = (await admin.query(invite, { team: team.id, role: 'MEMBER' })).inviteMember;
  await team.owner.query(setRole, { team: team.id, user: await idOf(admin), role: 'MEMBER' });
  expect(await world.anyone.refused(accept, { token: new URL(byAdmin.url).searchParams.get('token'), name: 'Eve' })).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('nobody gives or takes more than they have', async () => {
  const admin = await team.member('ADMIN');
  expect(await admin.refused(invite, { team: team.id, role: 'OWNER' })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await admin.refused(setRole, { team: team.id, user: await idOf(admin), role: 'OWNER' })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await admin.refused(setRole, { team: team.id, user: await idOf(team.owner), role: 'VIEWER' })).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await admin.refused(remove, { team: team.id, user: await idOf(team.owner) })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await admin.refused(createKey, { team: team.id, role: 'OWNER' })).toMatchObject({ code: 'FORBIDDEN' });
});

test('a member who gets a lower role has no key that can do more', async () => {
  const admin = await team.member('ADMIN');
  const keyOf = async (role: string, scopes: string[]) => {
    const { createApiKey } = await admin.query(createKey, { team: team.id, role, scopes });
    return { ...createApiKey.key, client: programWith(world.url, createApiKey.secret) };
  };
  const [high, low] = [await keyOf('ADMIN', ['read', 'write', 'admin']), await keyOf('VIEWER', ['read'])];
  const another = (client: ApiClient) => client.send(createKey, { team: team.id, role: 'VIEWER', scopes: ['read'] });
  expect((await another(high.client)).errors).toBeUndefined();
  await team.owner.query(setRole, { team: team.id, user: await idOf(admin), role: 'MEMBER' });
  expect((await another(high.client)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const write = 'mutation ($team: ID!) { createProject(team: $team, name: "Still mine") { id } }';
  expect((await high.client.query(write, { team: team.id })).createProject.id).toBeDefined();
  const shown = await team.owner.query(
    'query ($slug: String!) { team(slug: $slug) { apiKeys { id role } audit(action: "key.role") { nodes { subject detail } } } }',
    { slug: team.slug },
  );
  const roles = new Map(shown.team.apiKeys.map(({ id, role }: { id: string; role: string }) => [id, role]));
  expect([roles.get(high.id), roles.get(low.id)]).toEqual(['MEMBER', 'VIEWER']);
  expect(shown.team.audit.nodes.map(({ subject }: { subject: string }) => subject)).toContain(high.id);
});

test('a team keeps an owner, also when two of them leave at the same moment', async () => {
  const small = await world.team();
  expect(await small.owner.refused(remove, { team: small.id, user: await idOf(small.owner) })).toMatchObject({ code: 'CONFLICT' });
  expect(await small.owner.refused(setRole, { team: small.id, user: await idOf(small.owner), role: 'MEMBER' })).toMatchObject({
    code: 'CONFLICT',
  });
  const second = await small.member('OWNER');
  const answers = await Promise.all(
    [small.owner, second].map(async (owner) => owner.send(remove, { team: small.id, user: await idOf(owner) })),
  );
  expect(answers.filter(({ data }) => data?.removeMember)).toHaveLength(1);
});

test('a member may leave, and sees nothing of the team from then on', async () => {
  const member = await team.member('MEMBER');
  expect(await member.query(remove, { team: team.id, user: await idOf(member) })).toEqual({ removeMember: true });
  expect(await member.refused('query ($slug: String!) { team(slug: $slug) { id } }', { slug: team.slug })).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test("a key's secret is shown once; the key does what its scopes say until it is revoked", async () => {
  const { createApiKey } = await team.owner.query(createKey, { team: team.id, role: 'MEMBER', scopes: ['read'] });
  expect(createApiKey.secret.startsWith(`${createApiKey.key.prefix}_`)).toBe(true);
  const { team: shown } = await team.owner.query('query ($slug: String!) { team(slug: $slug) { apiKeys { id prefix lastUsedAt } } }', {
    slug: team.slug,
  });
  expect(JSON.stringify(shown)).not.toContain(createApiKey.secret);
  const key = await team.key({ scopes: ['read'] });
  expect((await key.query('{ viewer { user { id } teams { id } } }')).viewer).toEqual({ user: null, teams: [{ id: team.id }] });
  expect(await key.refused('mutation ($team: ID!) { createProject(team: $team, name: "x") { id } }', { team: team.id })).toMatchObject({
    code: 'FORBIDDEN',
  });
  for (const { id } of shown.apiKeys) await team.owner.query('mutation ($id: ID!) { revokeApiKey(id: $id) { revokedAt } }', { id });
  const { apiKeys } = (
    await team.owner.query('query ($slug: String!) { team(slug: $slug) { apiKeys { id revokedAt } } }', { slug: team.slug })
  ).team;
  expect(apiKeys.filter(({ revokedAt }: { revokedAt: string | null }) => revokedAt === null)).toHaveLength(1);
});

test('a key with scopes that are none, or an end that is past, is refused', async () => {
  expect(await team.owner.refused(createKey, { team: team.id, role: 'MEMBER', scopes: ['everything'] })).toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(await team.owner.refused(createKey, { team: team.id, role: 'MEMBER', scopes: [] })).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await team.owner.refused(createKey, { team: team.id, role: 'MEMBER', expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({
    code: 'INVALID_INPUT',
  });
});
