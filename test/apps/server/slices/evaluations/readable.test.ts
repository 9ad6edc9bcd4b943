// How much of predictions is read at once.
import { expect, test } from 'vitest';
import { requireReadable } from '../../../../../apps/server/src/slices/evaluations/rules.ts';

const size = (samples: number) => ({ task: 'BINARY' as const, samples, classes: ['no', 'yes'] });

test('five hundred runs over ten thousand samples are read, and over a hundred thousand they are not: so many can be', () => {
  expect(() => requireReadable(Array.from({ length: 500 }, () => size(10_000)))).not.toThrow();
  expect(() => requireReadable(Array.from({ length: 500 }, () => size(100_000)))).toThrow(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(
        /^The predictions of these 500 runs are too large to be read at once: about 3\d{3} MiB, of at most 512\.$/,
      ),
      detail: { hint: 'Take fewer runs: about 67 of this size can be read.' },
    }),
  );
});

test('where no two of them can be read, fewer runs are no help', () => {
  expect(() => requireReadable([size(5_000_000), size(5_000_000)])).toThrow(
    expect.objectContaining({ detail: { hint: 'Evaluate them on a smaller test part.' } }),
  );
});
