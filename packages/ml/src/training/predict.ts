import type { BatchSource, Target } from '../dataset/batch-source.ts';
import type { Model } from '../model/build.ts';
import { readBatch } from '../model/input.ts';
import { orderedBatches } from './batches.ts';
import { addToScore, type Score } from './target.ts';

/** Prediction keeps nothing for a backward pass, so its batches may be larger. */
const BATCH_SIZE = 128;

/** Logits of every row, `[samples, outputs]`, in the order of rows. Between batches the event loop gets its turn, and a signal stops it. */
export async function predictLogits(model: Model, source: BatchSource, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
  const { outputs } = model.plan;
  const logits = new Float32Array(source.samples * outputs);
  for (const rows of orderedBatches(source.samples, BATCH_SIZE, source.lengths)) {
    signal?.throwIfAborted();
    const batch = await readBatch(model.plan, source, rows);
    const output = model.forward(batch);
    const values = await output.data();
    output.dispose();
    batch.x.dispose();
    rows.forEach((row, position) => logits.set(values.subarray(position * outputs, (position + 1) * outputs), row * outputs));
    await new Promise(setImmediate);
  }
  return logits;
}

/** The loss and the agreement of a model with a target, per row. */
export async function scoreModel(
  model: Model,
  source: BatchSource,
  target: Target,
  signal?: AbortSignal,
): Promise<{ loss: number; agreement: number }> {
  const logits = await predictLogits(model, source, signal);
  const score: Score = { count: 0, loss: 0, agreement: 0 };
  addToScore(
    score,
    model.plan.head,
    target,
    Uint32Array.from({ length: source.samples }, (_, row) => row),
    logits,
  );
  return { loss: score.loss / score.count, agreement: score.agreement / score.count };
}
