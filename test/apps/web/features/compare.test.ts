import { describe, expect, it } from 'vitest';
import { deviate } from '../../../../apps/web/src/charts/prepare/det.ts';
import { groupsOf } from '../../../../apps/web/src/features/compare/same-params.ts';
import { alikeOf } from '../../../../apps/web/src/features/compare/alike.ts';
import { residualLines } from '../../../../apps/web/src/charts/prepare/residual-lines.ts';
import { summaryAgainst, summaryOfAll } from '../../../../apps/web/src/features/compare/verdict-summary.ts';
import { isWanted, spreadsOf, verdictsOf } from '../../../../apps/web/src/features/compare/who-is-right.ts';
import { whyNotTested } from '../../../../apps/web/src/features/compare/why-not-tested.ts';

const run = (id: string, score: number) => ({ id, number: Number(id), name: `run ${id}`, score: () => score });
const pair = (a: string, b: string, adjustedP: number, metric = 'accuracy', method = 'paired bootstrap') => ({
  a: { id: a },
  b: { id: b },
  metric,
  method,
  adjustedP,
});

describe('runs that cannot be told apart', () => {
  it('share a bar, best first', () => {
    const alike = alikeOf([run('1', 0.5), run('2', 0.9), run('3', 0.8)], [pair('1', '2', 0.01), pair('1', '3', 0.02), pair('2', '3', 0.4)]);
    expect(alike?.runs.map((each) => each.id)).toEqual(['2', '3', '1']);
    expect(alike?.bars).toEqual([[0, 1]]);
  });
  it('are told from the test that the sentences are of, of several for a pair', () => {
    const tests = [pair('1', '2', 0.06), pair('1', '2', 0.03, 'accuracy', 'mcnemar')];
    expect(alikeOf([run('1', 0.5), run('2', 0.9)], tests)?.likeBest).toEqual([]);
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

describe('the summary of many tests', () => {
  const runs = [run('1', 0.5), run('2', 0.9), run('3', 0.8)];
  it('names the best, and from whom that can be told', () => {
    const alike = alikeOf(runs, [pair('1', '2', 0.01), pair('1', '3', 0.02), pair('2', '3', 0.4)])!;
    expect(summaryOfAll(alike)).toEqual([
      '#2 run 2 scores best in accuracy, 90.0 %. It is better than #1; #3 cannot be told apart from it on these works.',
    ]);
  });
  it('says so when the best is no more than a chance, and when it is better than all', () => {
    const all = (p: number) => alikeOf(runs, [pair('1', '2', p), pair('1', '3', p), pair('2', '3', p)])!;
    expect(summaryOfAll(all(0.3))[0]).toContain('nobody can say that it is better: #3 and #1 cannot be told apart');
    expect(summaryOfAll(all(0.001))[0]).toMatch(/is better than each of the others\.$/);
  });
  it('counts what is better and worse than a baseline, whichever way round they were tested and whichever end is better', () => {
    const against = (metric: string) => [
      { ...pair('1', '2', 0.01, metric), difference: -0.2 },
      { ...pair('3', '1', 0.01, metric), difference: -0.1 },
    ];
    const others = [run('2', 0), run('3', 0)];
    expect(summaryAgainst(run('1', 0), others, against('accuracy'))).toEqual(['Against #1 run 1, in accuracy: #2 is better; #3 is worse.']);
    expect(summaryAgainst(run('1', 0), others, against('mse'))).toEqual(['Against #1 run 1, in MSE: #3 is better; #2 is worse.']);
  });
});

describe('runs that cannot be tested against each other', () => {
  const judged = (number: number, split: string) => ({
    id: String(number),
    number,
    status: 'FINISHED',
    split: { id: split, name: split },
    evaluation: {},
  });
  it('are told why, and go on with those that can', () => {
    const bare = { id: '3', number: 3, status: 'FINISHED', evaluation: null };
    const { words, rest } = whyNotTested([judged(1, 'a'), judged(2, 'a'), bare]);
    expect(words).toBe('#3 left no predictions of the test part, so not all of these can be tested against each other.');
    expect(rest?.map(({ number }) => number)).toEqual([1, 2]);
    expect(whyNotTested([bare, { ...bare, number: 4 }])).toEqual({ words: expect.stringContaining('None of these runs') });
  });
  it('are parted by their splits', () => {
    const { words, rest } = whyNotTested([judged(1, 'a'), judged(2, 'b'), judged(3, 'b')]);
    expect(words).toContain('#2 and #3 on “b”; #1 on “a”.');
    expect(rest?.map(({ number }) => number)).toEqual([2, 3]);
  });
});

describe('who is right about a work', () => {
  const ids = ['a', 'b', 'c'];
  it('is whoever says the truth, alone or among others', () => {
    const verdicts = verdictsOf({ truth: 'jig', predicted: ['jig', 'reel', 'jig'] }, false, []);
    const wanted = (who: string) => isWanted(verdicts, who, ids);
    expect(['', 'a', 'b', 'only.a', 'not.b', 'none', 'gone'].map(wanted)).toEqual([true, true, false, false, true, false, true]);
    expect(isWanted(verdictsOf({ truth: 'jig', predicted: ['reel', 'jig', 'reel'] }, false, []), 'only.b', ids)).toBe(true);
  });
  it('is of numbers whoever is nearest, each output weighed by how far it spreads', () => {
    const answers = [
      { truth: '0, 100', predicted: ['0.5, 100', '0, 110'] },
      { truth: '1, 300', predicted: ['1, 300', '1, 290'] },
    ];
    const spreads = spreadsOf(answers);
    expect(spreads).toEqual([0.5, 100]);
    const verdicts = verdictsOf(answers[0]!, true, spreads);
    expect(verdicts.map(({ right }) => right)).toEqual([false, true]);
    expect(verdicts[0]!.words).toBe('0.5, 0 off');
    expect(verdicts[1]!.words).toBe('0, 10 off, the nearest');
  });
});

describe('how far off models are', () => {
  it('is drawn as works per unit of error, so that bins of any width are comparable', () => {
    const { lines, zero } = residualLines([
      { middles: [-1, 0, 1], counts: [1, 2, 1] },
      { middles: [-0.5, 0, 0.5], counts: [10, 20, 10] },
    ]);
    expect(Math.max(...lines[0]!.y)).toBeCloseTo(0.5);
    expect(Math.max(...lines[1]!.y)).toBe(1);
    expect([lines[0]!.y[0], lines[0]!.y.at(-1)]).toEqual([0, 0]);
    expect(zero).toBeCloseTo(0.5);
  });
});
