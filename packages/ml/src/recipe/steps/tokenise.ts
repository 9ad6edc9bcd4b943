import { z } from 'zod';
import type { TextBatch } from '../batch.ts';
import { requireForm } from '../require-form.ts';
import { defineStep } from '../step.ts';
import { applyMerges, learnMerges } from './byte-pairs.ts';

const options = z.strictObject({
  /** `pairs` begins with characters and joins the most frequent neighbours, as in byte pair encoding. */
  unit: z.enum(['characters', 'words', 'pairs']).default('characters'),
  /** Different tokens at most, padding and "unknown" included. */
  vocabulary: z.int().min(3).max(1_000_000).default(10_000),
  /** Rarer tokens of the training part are "unknown". */
  minCount: z.int().min(1).default(1),
  lowercase: z.boolean().default(false),
  /** Steps of a row; by default those of the longest training text, at most 512. */
  steps: z.int().min(1).max(1_000_000).optional(),
});
type Options = z.infer<typeof options>;

interface State {
  /** Index 0 is padding and index 1 stands for whatever the training part did not have. */
  readonly words: readonly string[];
  readonly merges: readonly (readonly [string, string])[];
  readonly steps: number;
}

const DEFAULT_MAX_STEPS = 512;
export const RESERVED = ['<padding>', '<unknown>'];
export const UNKNOWN = 1;

export const tokenise = defineStep<Options, State | null, TextBatch>({
  name: 'tokenise',
  options,
  describe: ({ unit, vocabulary }) =>
    `Split texts into ${unit === 'pairs' ? 'frequent pairs of characters' : unit}, numbered by a vocabulary of at most ${vocabulary} from the training part`,
  form: (before, chosen, state) => {
    requireForm('tokenise', before, 'texts');
    return {
      kind: 'tokens',
      modality: 'SEQUENCE',
      shape: [state?.steps ?? chosen.steps ?? DEFAULT_MAX_STEPS],
      hasLengths: true,
      hasUnknown: true,
      ...(state === null ? {} : { vocabulary: state.words.length }),
    };
  },
  fit: (training, _, chosen) => {
    const merges = chosen.unit === 'pairs' ? learnMerges(charactersOf(training, chosen), chosen.vocabulary, chosen.minCount) : [];
    const counts = new Map<string, number>();
    let longest = 1;
    for (const batch of training()) {
      for (const text of batch.texts) {
        const tokens = tokensOf(text, chosen, merges);
        longest = Math.max(longest, tokens.length);
        for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
      }
    }
    const frequent = [...counts].filter(([, count]) => count >= chosen.minCount);
    // Most frequent first; equal counts by the word itself, so that the order of rows changes nothing.
    frequent.sort(([one, countOne], [other, countOther]) => countOther - countOne || (one < other ? -1 : 1));
    const words = [...RESERVED, ...frequent.slice(0, chosen.vocabulary - RESERVED.length).map(([token]) => token)];
    return { words, merges, steps: chosen.steps ?? Math.min(longest, DEFAULT_MAX_STEPS) };
  },
  apply: (batch, _, chosen, state) => {
    const { words, merges, steps } = state as State;
    const index = new Map(words.map((word, code) => [word, code]));
    const data = new Int32Array(batch.count * steps);
    const lengths = new Int32Array(batch.count);
    batch.texts.forEach((text, row) => {
      const tokens = tokensOf(text, chosen, merges).slice(0, steps);
      lengths[row] = tokens.length;
      tokens.forEach((token, step) => (data[row * steps + step] = index.get(token) ?? UNKNOWN));
    });
    return { kind: 'tokens', count: batch.count, data, lengths };
  },
  words: (_, state) => state?.words ?? RESERVED,
});

function* charactersOf(training: () => Iterable<TextBatch>, chosen: Options): Generator<string[]> {
  for (const batch of training()) for (const text of batch.texts) yield [...normalise(text, chosen)];
}

function tokensOf(text: string, chosen: Options, merges: State['merges']): string[] {
  const normal = normalise(text, chosen);
  if (chosen.unit === 'words') return normal.match(/[\p{L}\p{M}\p{N}_']+|[^\s\p{L}\p{M}\p{N}_']/gu) ?? [];
  return chosen.unit === 'pairs' ? applyMerges([...normal], merges) : [...normal];
}

function normalise(text: string, { lowercase }: Options): string {
  const composed = text.normalize('NFC');
  return lowercase ? composed.toLowerCase() : composed;
}
