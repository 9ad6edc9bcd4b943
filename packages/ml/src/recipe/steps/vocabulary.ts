import { z } from 'zod';
import type { TokenBatch } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';
import { RESERVED, UNKNOWN } from './tokenise.ts';

const options = z.strictObject({
  /** Different tokens at most, padding and "unknown" included. */
  size: z.int().min(3).max(1_000_000),
  minCount: z.int().min(1).default(1),
});

interface State {
  /** Old index of each new one from 2 on; 0 is padding, 1 "unknown". */
  readonly kept: readonly number[];
}

/** Numbers tokens anew: the most frequent ones of the training part keep a number of their own, all others share one. */
export const vocabulary = defineStep<z.infer<typeof options>, State | null, TokenBatch>({
  name: 'vocabulary',
  options,
  describe: ({ size, minCount }) =>
    `Keep the ${size - 2} most frequent tokens of the training part${minCount > 1 ? ` that occur ${minCount} times or more` : ''}; the rest are "unknown"`,
  form: (before, _, state) => {
    requireForm('vocabulary', before, 'tokens');
    const { vocabulary: _old, ...rest } = before;
    return { ...rest, hasUnknown: true, ...(state === null ? {} : { vocabulary: state.kept.length + 2 }) };
  },
  fit: (training, _, { size, minCount }) => {
    const counts = new Map<number, number>();
    for (const batch of training()) for (const token of batch.data) if (token !== 0) counts.set(token, (counts.get(token) ?? 0) + 1);
    const frequent = [...counts]
      .filter(([, count]) => count >= minCount)
      .sort(([one, countOne], [other, countOther]) => countOther - countOne || one - other);
    return { kept: frequent.slice(0, size - 2).map(([token]) => token) };
  },
  apply: (batch, _before, _options, state) => {
    const index = new Map((state as State).kept.map((token, position) => [token, position + 2]));
    return { ...batch, data: batch.data.map((token) => (token === 0 ? 0 : (index.get(token) ?? UNKNOWN))) };
  },
  words: (before, state) => [...RESERVED, ...(state?.kept ?? []).map((token) => before?.[token] ?? `#${token}`)],
});
