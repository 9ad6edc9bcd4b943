import type { BatchSource } from '../dataset/batch-source.ts';
import { type Batch, type Form, rowSize } from './batch.ts';
import { type Augmentation, type Chain, passThrough, runChain } from './chain.ts';

/** Prepared rows are kept up to this size; beyond it they are prepared anew each time they are read. */
const KEPT_BYTES = 256 * 2 ** 20;

/** Some rows of a view after all steps; row `i` of the source is `rows[i]` of the dataset. With a seed it can be augmented. */
export function createSource(chain: Chain, rows: Uint32Array, seed?: number): BatchSource {
  const lengths = lengthsWhenAsked(chain, rows);
  const plain = sourceOf(chain, rows, lengths);
  if (seed !== undefined && chain.steps.some(({ step }) => step.augment !== undefined)) {
    plain.atEpoch = (epoch) => sourceOf(chain, rows, lengths, { seed, epoch });
  }
  return plain;
}

function sourceOf(chain: Chain, rows: Uint32Array, lengths: () => Int32Array | undefined, augmentation?: Augmentation): BatchSource {
  const form = chain.forms[chain.steps.length];
  const size = rowSize(form);
  const isToken = form.kind === 'tokens';
  const kept = augmentation === undefined && rows.length * size * 4 <= KEPT_BYTES ? keptRows(rows.length, size, isToken) : undefined;

  function prepare(wanted: Uint32Array): Float64Array | Int32Array {
    return dataOf(
      runChain(
        chain,
        wanted.map((index) => rows[index]),
        chain.steps.length,
        augmentation,
      ),
    );
  }

  function read(wanted: Uint32Array, into: Float32Array | Int32Array): void {
    if (into.length !== wanted.length * size || isToken !== into instanceof Int32Array) {
      throw new RangeError(
        `read requires ${isToken ? 'an Int32Array' : 'a Float32Array'} of ${wanted.length * size} elements, got ${into.constructor.name} of ${into.length}`,
      );
    }
    const bad = wanted.find((index) => index >= rows.length);
    if (bad !== undefined) throw new RangeError(`read requires rows from 0 to ${rows.length - 1}, got ${bad}`);
    if (kept === undefined) {
      into.set(prepare(wanted));
      return;
    }
    const absent = wanted.filter((index) => kept.has[index] === 0);
    if (absent.length > 0) {
      const data = prepare(absent);
      absent.forEach((index, position) => {
        kept.data.set(data.subarray(position * size, (position + 1) * size), index * size);
        kept.has[index] = 1;
      });
    }
    wanted.forEach((index, position) => into.set(kept.data.subarray(index * size, (index + 1) * size), position * size));
  }

  return {
    samples: rows.length,
    shape: form.shape,
    kind: isToken ? 'token' : 'float',
    ...(isToken ? { vocabulary: form.vocabulary as number } : {}),
    get lengths() {
      return lengths();
    },
    read,
  };
}

function keptRows(count: number, size: number, isToken: boolean): { data: Float32Array | Int32Array; has: Uint8Array } {
  return { data: isToken ? new Int32Array(count * size) : new Float32Array(count * size), has: new Uint8Array(count) };
}

/** Lengths cost a pass over all rows, because a step may decide them: they are found when first asked for. */
function lengthsWhenAsked(chain: Chain, rows: Uint32Array): () => Int32Array | undefined {
  let known: Int32Array | undefined;
  return () => {
    if (chain.forms[chain.steps.length].hasLengths) known ??= readLengths(chain, rows);
    return known;
  };
}

function readLengths(chain: Chain, rows: Uint32Array): Int32Array {
  const lengths = new Int32Array(rows.length);
  let at = 0;
  for (const batch of passThrough(chain, rows, chain.steps.length)) {
    lengths.set(lengthsIn(batch, chain.forms[chain.steps.length]), at);
    at += batch.count;
  }
  return lengths;
}

function lengthsIn(batch: Batch, form: Form): Int32Array {
  return (batch.kind === 'texts' ? undefined : batch.lengths) ?? new Int32Array(batch.count).fill(form.shape[0]);
}

function dataOf(batch: Batch): Float64Array | Int32Array {
  if (batch.kind === 'texts') throw new RangeError('a source requires numbers, got texts');
  return batch.data;
}
