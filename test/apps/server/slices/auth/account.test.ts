import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserWith } from '../../../../support/api-client.ts';
import { openWorld, type World } from '../../../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const signIn = 'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { user { name } } }';
const update = `mutation ($name: String, $email: String, $password: String, $currentPassword: String) {
  updateAccount(name: $name, email: $email, password: $password, currentPassword: $currentPassword) { user { name email hasPassword } } }`;
const me = '{ viewer { user { name } } }';

test('whoever came by a link gives themselves a password, and comes back by it from anywhere', async () => {
  const guest = await (await world.team()).member('MEMBER');
  expect(await guest.refused(update, { password: 'a long enough one' })).toMatchObject({ code: 'INVALID_INPUT' });
  const { updateAccount } = await guest.query(update, { name: 'Bo', email: 'bo@example.org', password: 'a long enough one' });
  expect(updateAccount.user).toEqual({ name: 'Bo', email: 'bo@example.org', hasPassword: true });
  const { signIn: entered } = await world.anyone.query(signIn, { email: 'bo@example.org', password: 'a long enough one' });
  expect(entered.user.name).toBe('Bo');
});

test('who has a password proves it before changing how they sign in; a name is changed without', async () => {
  const guest = await (await world.team()).member('MEMBER');
  await guest.query(update, { email: 'cy@example.org', password: 'the first password' });
  for (const currentPassword of [undefined, 'another password'])
    for (const change of [{ password: 'the second password' }, { email: 'dee@example.org' }])
      expect(await guest.refused(update, { ...change, currentPassword })).toMatchObject({ code: 'FORBIDDEN' });
  await guest.query(update, { name: 'Cy' });
  await guest.query(update, { password: 'the second password', currentPassword: 'the first password' });
  expect(await world.anyone.refused(signIn, { email: 'cy@example.org', password: 'the first password' })).toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  await world.anyone.query(signIn, { email: 'cy@example.org', password: 'the second password' });
});

test('a new password ends the sessions in other browsers, and not this one', async () => {
  const guest = await (await world.team()).member('MEMBER');
  await guest.query(update, { email: 'eli@example.org', password: 'the first password' });
  const elsewhere = browserWith(world.url, await world.anyone.send(signIn, { email: 'eli@example.org', password: 'the first password' }));
  expect((await elsewhere.query(me)).viewer.user).not.toBeNull();
  await guest.query(update, { password: 'the second password', currentPassword: 'the first password' });
  expect((await elsewhere.query(me)).viewer.user).toBeNull();
  expect((await guest.query(me)).viewer.user).not.toBeNull();
});

test('an address belongs to one account', async () => {
  const guest = await (await world.team()).member('MEMBER');
  expect(await guest.refused(update, { email: 'ada@example.org', password: 'a long enough one' })).toMatchObject({ code: 'CONFLICT' });
});
