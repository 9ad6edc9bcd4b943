/** What the explorer says and keeps: its address, who fits whom, whose word counts. */
import { describe, expect, it } from 'vitest';
import { differenceText } from '../../../../apps/web/src/features/fusion/difference-text.ts';
import { disputeNote, verdicts } from '../../../../apps/web/src/features/fusion/disputes.ts';
import { joined, namesOf, unfit } from '../../../../apps/web/src/features/fusion/member-words.ts';
import { readMix, writeMix } from '../../../../apps/web/src/features/fusion/mix-state.ts';
import { sameFusion } from '../../../../apps/web/src/features/fusion/same-fusion.ts';
import { differingMetrics } from '../../../../apps/web/src/features/fusion/same-numbers.ts';
import { links } from '../../../../apps/web/src/lib/links.ts';

describe('the address of a published fusion', () => {
  const members = [
    { weight: 2 / 3, run: { id: 'a' } },
    { weight: 1 / 3, run: { id: 'b' } },
  ];
  const mixOf = (fusion: { method: string; weightSource: string }) =>
    readMix(new URL(links.published('team/tunes', { members, metric: 'auc', ...fusion }), 'http://localhost').searchParams, {
      task: 'classes',
      members: 2,
    });

  it('mixes its members as they were', () => {
    expect(links.published('team/tunes', { members, metric: 'auc', method: 'RANK', weightSource: 'HAND' })).toBe(
      '/fusion?project=team/tunes&runs=a,b&weights=0.6667,0.3333&method=rank&metric=auc',
    );
    expect(mixOf({ method: 'RANK', weightSource: 'HAND' })).toMatchObject({ method: 'rank', metric: 'auc' });
    expect(mixOf({ method: 'WEIGHTED', weightSource: 'VALIDATION' }).weights).toBe('chosen');
    expect(mixOf({ method: 'WEIGHTED', weightSource: 'EQUAL' }).weights).toBe('equal');
  });

  it('gives what is a plain mean equal weights, wherever those are said to come from', () =>
    expect(mixOf({ method: 'MEAN', weightSource: 'HAND' })).toMatchObject({ method: 'weighted', weights: 'equal' }));
});

describe('the address', () => {
  const of = (text: string, members = 2, task: 'classes' | 'values' = 'classes') => readMix(new URLSearchParams(text), { task, members });

  it('holds what was chosen, and gives it back', () => {
    const mix = { method: 'rank', metric: 'auc', followed: 1, weights: [0.25, 0.75] } as const;
    const written = writeMix(mix, { task: 'classes' });
    expect(written).toEqual({ weights: '0.25,0.75', method: 'rank', metric: 'auc', member: '1' });
    expect(of(new URLSearchParams(written).toString())).toEqual(mix);
    expect(of('weights=equal').weights).toBe('equal');
  });

  it('is empty for what nobody chose', () => {
    expect(writeMix(of(''), { task: 'classes' })).toEqual({ weights: '', method: '', metric: '', member: '' });
    expect(of('', 2, 'values')).toEqual({ method: 'weighted', metric: 'rmse', followed: 0, weights: 'chosen' });
  });

  it.each(['weights=0.5', 'weights=0.5,-1', 'weights=0,0', 'weights=a,b', 'weights=1,', 'weights=1,Infinity'])('forgets %s', (text) =>
    expect(of(text).weights).toBe('chosen'),
  );

  it('forgets what the members cannot: a method of classes for numbers, a member that is not there', () => {
    expect(of('method=vote&metric=accuracy&member=2', 2, 'values')).toMatchObject({ method: 'weighted', metric: 'rmse', followed: 0 });
  });
});

describe('runs', () => {
  const split = { id: '1', name: 'even' };
  const run = { number: 3, fold: null, split, answers: ['jig', 'reel'] };

  it('fit when they say the same kind of thing about the same works', () => {
    expect(unfit({ ...run, number: 4 }, run)).toBeUndefined();
    expect(unfit(run, undefined)).toBeUndefined();
  });

  it.each([
    [{ answers: null }, '#4 left no predictions of a test part'],
    [{ split: { id: '2', name: 'odd' } }, '#4 was tested on the split “odd”, #3 on the split “even”'],
    [{ split: null }, '#4 was tested on no split, #3 on the split “even”'],
    [{ fold: 1 }, '#4 is of fold 1, #3 of all folds'],
    [{ answers: [] }, '#4 says numbers, #3 jig, reel'],
    [{ answers: ['a', 'b', 'c', 'd', 'e'] }, '#4 says a, b, c and 2 more, #3 jig, reel'],
  ])('say why they do not: %j', (other, words) => expect(unfit({ ...run, number: 4, ...other }, run)).toBe(words));

  it('are called by their kinds where those tell them apart', () => {
    expect(
      namesOf([
        { kind: 'CNN', number: 1 },
        { kind: 'RNN', number: 2 },
      ]),
    ).toEqual(['CNN', 'RNN']);
    expect(
      namesOf([
        { kind: 'CNN', number: 1 },
        { kind: 'CNN', number: 2 },
      ]),
    ).toEqual(['#1', '#2']);
    expect(joined(['#1', '#2', '#3'])).toBe('#1, #2 and #3');
  });
});

describe('a disputed work', () => {
  const voices = [
    { off: [0, 2], disputedRight: 1 },
    { off: [1, 1], disputedRight: 0 },
    { off: [0, 1.5], disputedRight: 1 },
  ];

  it('has voices that are right or wrong about a class', () => {
    expect(verdicts('classes', voices, 0).map(({ words }) => words)).toEqual(['right', 'wrong', 'right']);
    expect(disputeNote('classes', 2, ['CNN', 'RNN'], voices)).toBe('2 works · CNN right on 1, RNN right on 0 · fused right on 1');
    expect(disputeNote('classes', 0, [], voices)).toBe('nowhere');
  });

  it('has one that is nearest to a number', () => {
    expect(verdicts('values', voices, 1)).toEqual([
      { right: false, words: '2 off' },
      { right: true, words: '1 off, the nearest' },
      { right: false, words: '1.5 off' },
    ]);
  });
});

describe('a fusion', () => {
  const plan = {
    method: 'WEIGHTED',
    weightSource: 'HAND',
    members: [
      { run: 'a', weight: 0.25 },
      { run: 'b', weight: 0.75 },
    ],
  };
  const published = {
    ...plan,
    members: [
      { run: { id: 'b' }, weight: 0.75 },
      { run: { id: 'a' }, weight: 0.25 },
    ],
  };

  it('is the same as one with the same weights, whatever the order', () => {
    expect(sameFusion(published, plan)).toBe(true);
    expect(sameFusion({ ...published, method: 'RANK' }, plan)).toBe(false);
    expect(sameFusion({ ...published, members: published.members.slice(1) }, plan)).toBe(false);
    expect(
      sameFusion(published, {
        ...plan,
        members: [
          { run: 'a', weight: 0.26 },
          { run: 'b', weight: 0.74 },
        ],
      }),
    ).toBe(false);
  });

  it('is checked number by number against what the server finds', () => {
    const shown = { accuracy: 0.5, auc: Number.NaN, rmse: 2 };
    expect(
      differingMetrics(shown, [
        { name: 'accuracy', value: 0.5 + 1e-13 },
        { name: 'auc', value: null },
        { name: 'other', value: 1 },
      ]),
    ).toEqual([]);
    expect(
      differingMetrics(shown, [
        { name: 'accuracy', value: 0.51 },
        { name: 'rmse', value: null },
      ]),
    ).toEqual(['accuracy', 'rmse']);
  });

  it.each([
    ['accuracy', 0.046, '+4.6'],
    ['accuracy', -0.0001, '0.0'],
    ['auc', -0.0123, '−0.012'],
    ['rmse', -12.3456, '−12.3'],
    ['mse', 0.00001, '+1.00e−5'],
    ['auc', Number.NaN, '–'],
  ])('differs in %s by %d: %s', (metric, value, text) => expect(differenceText(metric, value)).toBe(text));
});
