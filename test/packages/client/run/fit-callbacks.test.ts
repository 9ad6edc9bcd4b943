import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { fitCallbacks } from '../../../../packages/client/src/index.ts';

test('the callbacks log each epoch of a fit of TensorFlow.js', async () => {
  await tf.setBackend('cpu');
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const logged: { values: Record<string, number>; step: number | undefined }[] = [];
  const run = { log: (values: Record<string, number>, at?: { step?: number }) => logged.push({ values, step: at?.step }) };
  const x = tf.tensor2d([[1], [2]]);
  await model.fit(x, x, { epochs: 3, verbose: 0, callbacks: fitCallbacks(run) });
  expect(logged.map(({ step }) => step)).toEqual([1, 2, 3]);
  expect(logged.every(({ values }) => Number.isFinite(values.loss))).toBe(true);
});
