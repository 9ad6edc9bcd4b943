import type { Dataset } from '../dataset/dataset.ts';
import { type Batch, type Form, rowSize } from './batch.ts';
import { type Chain, readBatch, runChain } from './chain.ts';
import { fitRecipe } from './fit-recipe.ts';
import { describeForm } from './require-form.ts';
import type { Recipe } from './recipe.ts';

/** What a recipe does, for people to look at before they use it. */
export interface Preview {
  /** One line per step, and what rows look like after it. */
  readonly steps: readonly { readonly description: string; readonly after: string }[];
  readonly rows: readonly PreviewedRow[];
  /** Training rows that the recipe leaves out. */
  readonly dropped: number;
}

export interface PreviewedRow {
  readonly id: string;
  readonly before: PreviewRow;
  /** As validation and test see it, and training where no step varies anything. */
  readonly after: PreviewRow;
  /** As training sees it in each of the epochs asked for; none when no step varies anything. */
  readonly varied: readonly PreviewRow[];
}

export type PreviewRow =
  | {
      readonly kind: 'values' | 'tokens';
      readonly shape: readonly number[];
      readonly data: readonly number[];
      readonly length?: number;
      /** Tokens: what each of the valid ones says, where that is known. */
      readonly words?: readonly string[];
    }
  | { readonly kind: 'texts'; readonly text: string };

export interface PreviewOptions {
  readonly train: Uint32Array;
  /** Rows to show, of whatever part. */
  readonly shown: readonly number[];
  /** Which epochs of a training with this seed to show the varied rows of, from 0. */
  readonly variation?: { readonly seed: number; readonly epochs: readonly number[] };
}

/** Fits the recipe to the training rows and shows the given rows before and after. Rows are shown even if a step drops them. */
export function previewRecipe(dataset: Dataset, viewName: string, recipe: Recipe, { train, shown, variation }: PreviewOptions): Preview {
  const { chain, rows } = fitRecipe(dataset, viewName, recipe, { train });
  const last = chain.forms[chain.steps.length];
  const vocabularies = vocabulariesOf(chain);
  const before = readBatch(chain.view, chain.forms[0], shown);
  const after = runChain(chain, shown, chain.steps.length);
  const varies = chain.steps.some(({ step }) => step.augment !== undefined);
  const varied =
    varies && variation !== undefined
      ? variation.epochs.map((epoch) => runChain(chain, shown, chain.steps.length, { seed: variation.seed, epoch }))
      : [];
  return {
    steps: chain.steps.map(({ step, options }, index) => ({
      description: step.describe(options),
      after: describeForm(chain.forms[index + 1]),
    })),
    rows: shown.map((row, index) => ({
      id: dataset.ids[row],
      before: rowOf(before, chain.forms[0], index, vocabularies.before),
      after: rowOf(after, last, index, vocabularies.after),
      varied: varied.map((batch) => rowOf(batch, last, index, vocabularies.after)),
    })),
    dropped: train.length - rows.train.length,
  };
}

/** What tokens say before the first step and after the last one; undefined where there are none, or nobody knows. */
function vocabulariesOf({ view, steps, states, forms }: Chain): Record<'before' | 'after', readonly string[] | undefined> {
  const before = view.manifest.vocabulary;
  const after = steps.reduce(
    (words, { step }, index) => (forms[index + 1].kind === 'tokens' ? (step.words?.(words, states[index]) ?? words) : undefined),
    before,
  );
  return { before, after };
}

function rowOf(batch: Batch, form: Form, row: number, vocabulary: readonly string[] | undefined): PreviewRow {
  if (batch.kind === 'texts') return { kind: 'texts', text: batch.texts[row] };
  const size = rowSize(form);
  const data = Array.from(batch.data.subarray(row * size, (row + 1) * size));
  const length = batch.lengths?.[row];
  return {
    kind: batch.kind,
    shape: form.shape,
    data,
    ...(length === undefined ? {} : { length }),
    ...(batch.kind === 'tokens' && vocabulary !== undefined
      ? { words: data.slice(0, length).map((token) => vocabulary[token] ?? `#${token}`) }
      : {}),
  };
}
