import { describe, expect, it } from 'vitest';
import { needsOf, verdictOf } from '../../../../apps/web/src/features/run/repeat.ts';

const agent = (online: boolean, versions: object, backend = 'native') => ({ id: 'a', name: 'vm', backend, versions, online });
const run = (agents: object[]) =>
  ({
    id: 'r',
    dataset: { id: 'd', number: 3, contentHash: 'abcdef0123456789' },
    split: { id: 's', name: 'by group', hash: '0123456789abcdef' },
    recipe: null,
    project: { id: 'p', team: { id: 't', agents } },
  }) as never;
const record = { seed: 7, backend: { name: 'native', versions: { tfjs: '4.22.0' } } };

describe('running a run again exactly', () => {
  it('needs an agent with the same backend in the same versions, online', () => {
    const needs = needsOf(run([agent(true, { tfjs: '4.22.0', node: '24' })]), record);
    expect(needs.map(({ what, met }) => [what, met])).toEqual([
      ['Data', true],
      ['Split', true],
      ['Seed', true],
      ['Backend', true],
    ]);
    expect(verdictOf(needs)).toContain('to the bit');
  });
  it.each([
    ['is offline', agent(false, { tfjs: '4.22.0' })],
    ['has another version', agent(true, { tfjs: '4.21.0' })],
    ['has another backend', agent(true, { tfjs: '4.22.0' }, 'wasm')],
  ])('says so when the only agent %s', (_, only) => {
    const needs = needsOf(run([only]), record);
    expect(needs.at(-1)).toMatchObject({ what: 'Backend', met: false });
    expect(verdictOf(needs)).toBe('Not everything is at hand: backend.');
  });
  it('names what a run from elsewhere never said', () => {
    const bare = { id: 'r', dataset: null, split: null, recipe: null, project: { id: 'p', team: { id: 't', agents: [] } } } as never;
    expect(verdictOf(needsOf(bare, {}))).toBe('Not everything is at hand: data, split, seed.');
  });
});
