import { describe, expect, it } from 'vitest';
import { attentionOf } from '../../../../apps/web/src/features/home/attention.ts';

type Team = Parameters<typeof attentionOf>[0][number];

function team(
  change: {
    failed?: object[];
    agents?: boolean[];
    waiting?: number;
    runs?: number;
    role?: string;
    recent?: object[];
    fusions?: number;
  } = {},
): Team {
  const { failed = [], agents = [true], waiting = 0, runs = 3, role = 'OWNER', recent = [], fusions = 0 } = change;
  return {
    slug: 'studio',
    name: 'Studio',
    role,
    agents: agents.map((online, index) => ({ id: `a${index}`, online })),
    queue: { totalCount: waiting, nodes: Array.from({ length: waiting }, (_, index) => ({ id: `l${index}`, status: 'QUEUED' })) },
    projects: {
      nodes: [
        {
          id: 'p',
          slug: 'tunes',
          name: 'Tunes',
          counts: { datasets: 1, runs, fusions },
          runs: { nodes: recent },
          failed: { totalCount: failed.length, nodes: failed.slice(0, 3) },
        },
      ],
    },
  } as unknown as Team;
}

const run = (number: number, status = 'FAILED') => ({ id: `r${number}`, number, name: 'rnn', status, reason: 'diverged at step 212' });

describe('what needs attention', () => {
  it('is nothing where all is well', () => {
    expect(attentionOf([team()])).toEqual([]);
  });
  it('is a run that failed, with its reason and the way to it', () => {
    const [point] = attentionOf([team({ failed: [run(7)] })]);
    expect(point).toMatchObject({ text: '#7 rnn failed: diverged at step 212', where: 'Tunes', href: '/run?project=studio/tunes&id=r7' });
  });
  it('tells two of many failures and how many more there are', () => {
    const points = attentionOf([team({ failed: [run(1), run(2), run(3, 'CRASHED'), run(4), run(5)] })]);
    expect(points.map((point) => point.text).at(-1)).toBe('3 more runs failed in the last week.');
    expect(points).toHaveLength(3);
  });
  it('is a queue that no agent serves, before anything lighter', () => {
    const points = attentionOf([team({ runs: 0 }), team({ waiting: 2, agents: [false] })]);
    expect(points.map((point) => point.tone)).toEqual(['bad', 'muted']);
    expect(points[0]!.text).toBe('2 launches wait, and no agent is online.');
  });
  it('is two models of one split that were never mixed', () => {
    const tried = (number: number, kind: string, split: string) => ({
      id: `r${number}`,
      number,
      name: kind.toLowerCase(),
      kind,
      status: 'FINISHED',
      split: { id: split },
    });
    const recent = [tried(4, 'RNN', 'b'), tried(3, 'RNN', 'a'), tried(2, 'CNN', 'a'), tried(1, 'CNN', 'b')];
    expect(attentionOf([team({ recent })])).toMatchObject([
      { text: '#1 cnn and #4 rnn were judged on the same works and never mixed.', href: '/fusion?project=studio/tunes&runs=r1,r4' },
    ]);
    expect(attentionOf([team({ recent, fusions: 1 })])).toEqual([]);
    expect(attentionOf([team({ recent: [tried(2, 'CNN', 'a'), tried(1, 'CNN', 'a'), tried(3, 'RNN', 'b')] })])).toEqual([]);
  });
  it('does not ask those who may only look to launch something', () => {
    expect(attentionOf([team({ runs: 0, role: 'VIEWER' })])).toEqual([]);
  });
});
