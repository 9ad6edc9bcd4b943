// What a run predicted of each work, and which of them to look at first. Pure, so that it can be tested without a page.
import type { RunPredictionsQuery } from '../../generated/run.ts';
import { number } from '../../lib/format.ts';
import { unpackF32s, unpackF64s, unpackI32s, unpackU8s } from '../../lib/packed.ts';

type Packed = NonNullable<NonNullable<RunPredictionsQuery['run']>['predictions']>;

/** One work as the run saw it. */
export interface PredictedWork {
  readonly id: string;
  /** In the dataset version; −1 when unknown. */
  readonly row: number;
  /** A class, labels joined by commas, or numbers. */
  readonly truth: string;
  readonly said: string;
  /** Undefined for numbers, of which none is right. */
  readonly right: boolean | undefined;
  /** Probabilities or numbers, in the order of the names. */
  readonly scores: readonly number[];
}

export interface Predicted {
  /** Classes, labels or outputs. */
  readonly names: readonly string[];
  readonly samples: number;
  /** Whether numbers are predicted, not classes. */
  readonly isOfNumbers: boolean;
  /** Whether each work has exactly one class, so that one can be taken for another. */
  readonly isOfOneClass: boolean;
  work(at: number): PredictedWork;
  /** The greater, the more wrong: the probability that the truth was not given, or the error in standard deviations of the truth. */
  wrongness(at: number): number;
  /** How near it was to saying something else; the smaller, the less sure. Undefined for numbers. */
  sureness(at: number): number | undefined;
}

export const orders = ['wrong', 'unsure', 'data'] as const;
export type Order = (typeof orders)[number];

export interface Choice {
  readonly order: Order;
  /** Left out: any class. */
  readonly truth?: string | undefined;
  readonly said?: string | undefined;
  readonly only?: 'right' | 'wrong' | undefined;
}

/** Places of the works that are wanted, first things first. */
export function choose(predicted: Predicted, { order, truth, said, only }: Choice): number[] {
  const places: number[] = [];
  for (let at = 0; at < predicted.samples; at += 1) {
    if (!truth && !said && !only) places.push(at);
    else {
      const work = predicted.work(at);
      if ((!truth || work.truth === truth) && (!said || work.said === said) && (!only || work.right === (only === 'right')))
        places.push(at);
    }
  }
  if (order === 'data') return places;
  const keys = new Float64Array(predicted.samples);
  for (const at of places) keys[at] = order === 'wrong' ? -predicted.wrongness(at) : (predicted.sureness(at) ?? 0);
  return places.sort((a, b) => keys[a]! - keys[b]! || a - b);
}

/** Reads the columns of an answer once; its works are read one by one when they are wanted. */
export function readPredictions(packed: Packed): Predicted {
  const scores = unpackF32s(packed.scores);
  const rows = unpackI32s(packed.rows);
  const names = packed.task === 'REGRESSION' ? packed.outputs : packed.classes;
  const width = names.length;
  const scoresOf = (at: number) => scores.subarray(at * width, (at + 1) * width);
  const task = tasks[packed.task](packed, names, scoresOf);
  return {
    names,
    samples: packed.samples,
    isOfNumbers: packed.task === 'REGRESSION',
    isOfOneClass: packed.task === 'BINARY' || packed.task === 'MULTICLASS',
    work: (at) => ({ id: packed.sampleIds[at] ?? '', row: rows[at] ?? -1, scores: Array.from(scoresOf(at)), ...task.words(at) }),
    wrongness: task.wrongness,
    sureness: task.sureness,
  };
}

interface Reading extends Pick<Predicted, 'wrongness' | 'sureness'> {
  words(at: number): Pick<PredictedWork, 'truth' | 'said' | 'right'>;
}

type ReadTask = (packed: Packed, names: readonly string[], scoresOf: (at: number) => Float32Array) => Reading;

const readClasses: ReadTask = (packed, names, scoresOf) => {
  const truth = unpackI32s(packed.truth);
  return {
    words(at) {
      const said = greatest(scoresOf(at));
      return { truth: names[truth[at]!] ?? '', said: names[said] ?? '', right: said === truth[at] };
    },
    wrongness: (at) => 1 - scoresOf(at)[truth[at]!]!,
    sureness(at) {
      const scores = scoresOf(at);
      const best = greatest(scores);
      return scores[best]! - scores.reduce((most, score, place) => (place === best ? most : Math.max(most, score)), 0);
    },
  };
};

const readLabels: ReadTask = (packed, names, scoresOf) => {
  const labels = unpackU8s(packed.labels);
  const width = names.length;
  const given = (at: number, label: number) => labels[at * width + label] === 1;
  const list = (has: (label: number) => boolean) => names.filter((_, label) => has(label)).join(', ') || 'none';
  return {
    words(at) {
      const scores = scoresOf(at);
      const truth = list((label) => given(at, label));
      const said = list((label) => scores[label]! >= 0.5);
      return { truth, said, right: truth === said };
    },
    wrongness: (at) => scoresOf(at).reduce((most, score, label) => Math.max(most, Math.abs(score - Number(given(at, label)))), 0),
    sureness: (at) => scoresOf(at).reduce((least, score) => Math.min(least, Math.abs(score - 0.5)), 1),
  };
};

const readNumbers: ReadTask = (packed, names, scoresOf) => {
  const values = unpackF64s(packed.values);
  const width = names.length;
  const spread = names.map((_, output) => deviation(values, output, width) || 1);
  const list = (of: (output: number) => number) =>
    names.map((name, output) => (width > 1 ? `${name} ${number(of(output))}` : number(of(output)))).join(', ');
  return {
    words(at) {
      const scores = scoresOf(at);
      return { truth: list((output) => values[at * width + output]!), said: list((output) => scores[output]!), right: undefined };
    },
    wrongness: (at) =>
      scoresOf(at).reduce((most, score, output) => Math.max(most, Math.abs(score - values[at * width + output]!) / spread[output]!), 0),
    sureness: () => undefined,
  };
};

const tasks: Record<Packed['task'], ReadTask> = {
  BINARY: readClasses,
  MULTICLASS: readClasses,
  MULTILABEL: readLabels,
  REGRESSION: readNumbers,
};

function greatest(scores: Float32Array): number {
  return scores.reduce((best, score, place) => (score > scores[best]! ? place : best), 0);
}

/** Standard deviation of one column. */
function deviation(values: Float64Array, column: number, width: number): number {
  const own = values.filter((_, place) => place % width === column);
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  return Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
}
