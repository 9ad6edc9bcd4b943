import { describe, expect, it } from 'vitest';
import { deviate } from '../../../../apps/web/src/charts/prepare/det.ts';
import { groupsOf } from '../../../../apps/web/src/features/compare/same-params.ts';
import { alikeOf } from '../../../../apps/web/src/features/compare/alike.ts';

const run = (id: string, score: number) => ({ id, number: Number(id), name: `run ${id}`, score: () => score });
const pair = (a: string, b: string, adjustedP: number, metric = 'accuracy') => ({ a: { id: a }, b: { id: b }, metric, adjustedP });

describe('runs that cannot be told apart', () => {
  it('share a bar, best first', () => {
    const alike = alikeOf([run('1', 0.5), run('2', 0.9), run('3', 0.8)], [pair('1', '2', 0.01), pair('1', '3', 0.02), pair('2', '3', 0.4)]);
    expect(alike?.runs.map((each) => each.id)).toEqual(['2', '3', '1']);
    expect(alike?.bars).toEqual([[0, 1]]);
  });
  it('are in order of less where less is better', () => {
    const tests = [pair('1', '2', 0.01, 'log_loss')];
    expect(alikeOf([run('1', 0.9), run('2', 0.3)], tests)?.runs[0]?.id).toBe('2');
  });
  it('are not told of when not every pair was tested', () => {
    expect(alikeOf([run('1', 0.5), run('2', 0.9), run('3', 0.8)], [pair('1', '2', 0.01), pair('1', '3', 0.2)])).toBeUndefined();
  });
});

describe('runs with the same params but for seeds', () => {
  it('are one group, wherever the seed stands', () => {
    const given = [{ params: { lr: 1, seed: 1 } }, { params: { seed: 2, lr: 1 } }, { params: { lr: 2, training: { seed: 1 } } }];
    expect(groupsOf(given).map((group) => group.length)).toEqual([2, 1]);
  });
});

describe('the scale of normal deviates', () => {
  it('has one half in its middle and its ends at half a per cent', () => {
    expect(deviate(0.5)).toBeCloseTo(0.5);
    expect(deviate(0)).toBe(0);
    expect(deviate(1)).toBe(1);
    expect(deviate(0.05) - deviate(0.01)).toBeGreaterThan(deviate(0.5) - deviate(0.46));
  });
});
