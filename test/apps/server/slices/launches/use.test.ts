import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { busyShare } from '../../../../../apps/server/src/slices/launches/use/service.ts';
import { carryOut, claim, launch, register } from '../../../../support/launches.ts';
import { openWorld, type Split, type World } from '../../../../support/world.ts';

let world: World;
let split: Split;
beforeAll(async () => {
  world = await openWorld();
  split = await world.team().project().dataset().split();
});
afterAll(() => world.close());

describe('the share of a window that is busy', () => {
  it('counts overlapping spans once and cuts off what lies outside', () => {
    expect(busyShare([], 0, 100)).toBe(0);
    expect(busyShare([[-50, 25]], 0, 100)).toBe(0.25);
    expect(
      busyShare(
        [
          [40, 60],
          [10, 50],
          [90, 500],
        ],
        0,
        100,
      ),
    ).toBe(0.6);
  });
});

describe('what a team sees of its agents', () => {
  const ask = `query ($slug: String!, $hours: Int!) { team(slug: $slug) { agents { name busyShare(hours: $hours) } ended(first: 5) { finishedAt status agent { name } run { name } } } }`;
  it('is how busy they were and what came to an end, the latest first', async () => {
    const { owner, dataset } = split;
    const { slug } = dataset.project.team;
    const agent = await register(world, 'atelier-1');
    await launch(split, { name: 'first' });
    await carryOut((await claim(world, agent))!, 0.5, 1);
    await launch(split, { name: 'second' });
    await carryOut((await claim(world, agent))!, 0.5, 2);
    const { team } = await owner.query(ask, { slug, hours: 1 });
    const share = team.agents.find(({ name }: { name: string }) => name === 'atelier-1').busyShare;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(0.5);
    expect(team.ended.map(({ run }: { run: { name: string } }) => run.name)).toEqual(['second', 'first']);
    expect(team.ended[0]).toMatchObject({ status: 'FINISHED', agent: { name: 'atelier-1' } });
    const refused = await owner.send(ask, { slug, hours: 0 });
    expect(refused.errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
  });
  it('says nothing of what the same agent did for others', async () => {
    const stranger = await world.team();
    const { team } = await stranger.owner.query(ask, { slug: stranger.slug, hours: 1 });
    expect(team.ended).toEqual([]);
    expect(team.agents.find(({ name }: { name: string }) => name === 'atelier-1').busyShare).toBe(0);
  });
});
