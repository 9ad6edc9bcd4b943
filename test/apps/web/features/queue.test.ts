import { describe, expect, it } from 'vitest';
import { progressWords, waitingWords } from '../../../../apps/web/src/features/queue/progress-words.ts';

type Launch = Parameters<typeof progressWords>[0];
const launch = (progress: object | null, over: object = {}) =>
  ({ run: { progress }, agent: { name: 'vm' }, attempt: 1, maxAttempts: 3, ...over }) as unknown as Launch;

describe('how far a launch at work is', () => {
  it('is its epoch, the time that is left and where it runs', () => {
    expect(progressWords(launch({ epoch: 3, epochs: 10, etaMs: 90_000 }))).toBe('epoch 3/10 · 1 min 30 s left · on vm');
  });
  it('begins before the first epoch', () => {
    expect(progressWords(launch({ epoch: null, epochs: 10 }))).toBe('epoch 0/10 · on vm');
  });
  it('is what the agent says while nothing is trained yet', () => {
    expect(progressWords(launch({ message: 'reading the works' }))).toBe('reading the works · on vm');
    expect(progressWords(launch(null, { agent: null }))).toBe('starting');
  });
  it('tells that it is tried again', () => {
    expect(progressWords(launch(null, { attempt: 2 }))).toBe('starting · on vm · attempt 2 of 3');
  });
});

describe('when nothing waits', () => {
  const idle = { online: true, current: null };
  const busy = { online: true, current: {} as never };
  it.each([
    ['as soon as an agent is online', [{ ...idle, online: false }]],
    ['at once', [busy, idle]],
    ['as soon as an agent is free', [busy]],
  ])('says that a launch starts %s', (words, agents) => {
    expect(waitingWords(agents)).toBe(`Nothing waits. What is launched now starts ${words}.`);
  });
});
