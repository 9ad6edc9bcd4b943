import { describe, expect, it } from 'vitest';
import { retagged, taggedWords, unfused } from '../../../../apps/web/src/features/board/selected.ts';

const run = (number: number, status = 'FINISHED', split: string | undefined = 'one') => ({
  id: `run ${number}`,
  number,
  status,
  split: split === undefined ? null : { id: split },
});

describe('whether ticked runs can be fused', () => {
  it('takes two finished runs on one split', () => {
    expect(unfused([run(1), run(2)], 2)).toBeUndefined();
    expect(unfused([run(1)], 1)).toBe('Fusing takes two or more runs');
  });
  it('is not said before all of them are known', () => {
    expect(unfused([run(1), run(2)], 3)).toContain('Looking');
    expect(unfused([], 2)).toContain('Looking');
  });
  it('names the runs that keep it from being done', () => {
    expect(unfused([run(1), run(2, 'RUNNING')], 3)).toBe('Run 2 has not finished: only finished runs are fused');
    expect(unfused([run(1), run(2), run(3, 'FINISHED', 'two')], 3)).toBe('Runs 1 and 3 were tested on different splits');
    expect(
      unfused(
        [
          { ...run(1), split: null },
          { ...run(2), split: null },
        ],
        2,
      ),
    ).toContain('Run 1 was tested on no split');
  });
});

describe('tags of ticked runs', () => {
  const runs = [{ tags: ['keep'] }, { tags: ['keep', 'old'] }, { tags: [] }];
  it('change where they are not as they shall be', () => {
    expect(retagged(runs, 'keep', false)).toEqual([runs[2]]);
    expect(retagged(runs, 'keep', true)).toEqual([runs[0], runs[1]]);
  });
  it('are told of by what changed', () => {
    expect(taggedWords('keep', false, 3, 3)).toBe('Tagged 3 runs “keep”.');
    expect(taggedWords('keep', false, 1, 3)).toBe('Tagged 1 run “keep”; the other 2 had it already.');
    expect(taggedWords('keep', true, 2, 3)).toBe('Took “keep” from 2 runs; the other 1 did not have it.');
    expect(taggedWords('keep', false, 0, 3)).toBe('All of these runs have “keep” already.');
    expect(taggedWords('keep', true, 0, 3)).toBe('None of these runs has “keep”.');
  });
});
