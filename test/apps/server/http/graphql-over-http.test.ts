import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('nothing that GraphQL over HTTP demands is missing', async () => {
  const audits = serverAudits({ url: () => `${world.url}/graphql`, fetchFn: fetch });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  expect(results.filter(({ status }) => status === 'error').map(({ name }) => name)).toEqual([]);
  expect(results.length).toBeGreaterThan(50);
});
