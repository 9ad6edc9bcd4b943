import { describe, expect, it } from 'vitest';
import { choose, readPredictions } from '../../../../apps/web/src/features/run/predicted.ts';

const packed = (values: { buffer: ArrayBufferLike }) => Buffer.from(values.buffer).toString('base64');
const nothing = {
  truth: '',
  labels: '',
  values: '',
  classes: [] as string[],
  outputs: [] as string[],
};
const classes = readPredictions({
  ...nothing,
  task: 'MULTICLASS',
  samples: 4,
  classes: ['jig', 'reel', 'waltz'],
  sampleIds: ['a', 'b', 'c', 'd'],
  rows: packed(Int32Array.of(7, 3, 9, 1)),
  scores: packed(Float32Array.of(0.9, 0.05, 0.05, 0.5, 0.25, 0.25, 0.1, 0.45, 0.45, 0.95, 0.05, 0)),
  truth: packed(Int32Array.of(0, 0, 2, 1)),
});

describe('what a run predicted of each work', () => {
  it('says the class with the greatest probability, the first of equal ones', () => {
    expect(classes.work(2)).toMatchObject({ id: 'c', row: 9, truth: 'waltz', said: 'reel', right: false });
    expect(classes.work(0)).toMatchObject({ said: 'jig', right: true });
  });
  it('begins with the surest mistakes', () => {
    expect(choose(classes, { order: 'wrong' })).toEqual([3, 2, 1, 0]);
  });
  it('begins with what it was least sure of', () => {
    expect(choose(classes, { order: 'unsure' })).toEqual([2, 1, 0, 3]);
  });
  it('finds the works of one cell of the confusion, and those that are right', () => {
    expect(choose(classes, { order: 'data', truth: 'reel', said: 'jig' })).toEqual([3]);
    expect(choose(classes, { order: 'data', only: 'right' })).toEqual([0, 1]);
    expect(choose(classes, { order: 'data', truth: 'jig', only: 'wrong' })).toEqual([]);
  });
  it('takes labels for right only when all of them are', () => {
    const labels = readPredictions({
      ...nothing,
      task: 'MULTILABEL',
      samples: 2,
      classes: ['sad', 'slow'],
      sampleIds: ['a', 'b'],
      rows: '',
      scores: packed(Float32Array.of(0.75, 0.5, 0.25, 0.25)),
      labels: packed(Uint8Array.of(1, 1, 0, 1)),
    });
    expect(labels.work(0)).toMatchObject({ truth: 'sad, slow', said: 'sad, slow', right: true, row: -1 });
    expect(labels.work(1)).toMatchObject({ truth: 'slow', said: 'none', right: false });
    expect(choose(labels, { order: 'wrong' })).toEqual([1, 0]);
  });
  it('compares errors of several numbers each by its own spread', () => {
    const numbers = readPredictions({
      ...nothing,
      task: 'REGRESSION',
      samples: 2,
      outputs: ['year', 'share'],
      sampleIds: ['a', 'b'],
      rows: packed(Int32Array.of(0, 1)),
      scores: packed(Float32Array.of(1910, 0, 2000, 0.5)),
      values: packed(Float64Array.of(1900, 0, 2000, 1)),
    });
    expect(numbers.work(0)).toMatchObject({ truth: 'year 1,900, share 0', said: 'year 1,910, share 0', right: undefined });
    // 10 of 50 years, against 0.5 of 0.5.
    expect(choose(numbers, { order: 'wrong' })).toEqual([1, 0]);
  });
  it('tells one output of no spread from another by its error', () => {
    const same = readPredictions({
      ...nothing,
      task: 'REGRESSION',
      samples: 2,
      outputs: ['size'],
      sampleIds: ['a', 'b'],
      rows: packed(Int32Array.of(0, 1)),
      scores: packed(Float32Array.of(5, 8)),
      values: packed(Float64Array.of(5, 5)),
    });
    expect(choose(same, { order: 'wrong' })).toEqual([1, 0]);
  });
});
