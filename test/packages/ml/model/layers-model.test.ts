import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../packages/ml/src/backend.ts';
import { buildModel } from '../../../../packages/ml/src/model/build.ts';
import { type ModelInput, parseModel } from '../../../../packages/ml/src/model/config.ts';
import { inputSpec } from '../../../../packages/ml/src/model/input.ts';
import { toLayersModel } from '../../../../packages/ml/src/model/layers-model.ts';
import { planModel } from '../../../../packages/ml/src/model/plan.ts';
import { createRandom } from '../../../../packages/ml/src/random.ts';
import { predictLogits } from '../../../../packages/ml/src/training/predict.ts';
import { activate, headFor } from '../../../../packages/ml/src/training/target.ts';
import { bars, letters, memorySource, planes, slopes, type Task } from '../support.ts';

/** `slopes` with zeros behind each sequence's end, which is what a mask takes for padding. */
function paddedSlopes(): Task {
  const { input, target } = slopes(12);
  const rows = Array.from({ length: 12 }, (_, row) => {
    const values = new Float32Array(12);
    input.read(Uint32Array.of(row), values);
    return values.fill(0, input.lengths![row]!);
  });
  return { input: memorySource(rows, [12, 1], { lengths: input.lengths! }), target };
}

describe('a model as an ordinary model in the format of Keras', () => {
  beforeAll(async () => void (await startBackend('cpu')));

  it.each([
    ['a CNN', bars(6), { family: 'cnn', filters: [3, 4], dense: [8], batchNormalization: true, dropout: 0.2 }],
    ['a CNN with global pooling', bars(6), { family: 'cnn', filters: [3], padding: 'same', dense: [], globalPooling: true }],
    ['an LSTM over sequences of unlike length', paddedSlopes(), { family: 'rnn', units: [4, 5], dense: [3] }],
    ['a bidirectional GRU', paddedSlopes(), { family: 'rnn', cell: 'gru', units: [4], bidirectional: true, dense: [] }],
    ['an embedding and an LSTM', letters(6), { family: 'rnn', embedding: 4, units: [4], dense: [] }],
    ['an MLP for numbers', planes(6), { family: 'mlp', dense: [5] }],
  ] as [string, Task, ModelInput][])('%s is saved, loaded and predicts the same to 1e-5', async (_, task, config) => {
    const plan = planModel(parseModel(config), inputSpec(task.input), headFor(task.target));
    const model = buildModel(plan, createRandom(3));
    const expected = activate(plan.head, await predictLogits(model, task.input), plan.outputs);
    const ordinary = toLayersModel(plan, await model.weightValues());
    let saved: tf.io.ModelArtifacts | undefined;
    await ordinary.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
    );
    ordinary.dispose();
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    expect(loaded.countParams()).toBe(plan.parameters);
    const width = task.input.shape.reduce((product, side) => product * side, 1);
    const values = new Float32Array(task.input.samples * width);
    await task.input.read(
      Uint32Array.from({ length: task.input.samples }, (_, row) => row),
      values,
    );
    const said = tf.tidy(() => (loaded.predict(tf.tensor(values, [task.input.samples, ...task.input.shape])) as tf.Tensor).dataSync());
    expect(said.length).toBe(expected.length);
    expected.forEach((value, at) => expect(Math.abs(said[at]! - value)).toBeLessThan(1e-5));
    loaded.dispose();
    model.dispose();
  });

  it('refuses a mean over steps, which that format would take over the padding too', () => {
    const plan = planModel(parseModel({ family: 'rnn', pooling: 'mean' }), { kind: 'float', shape: [5, 2] }, { kind: 'binary' });
    expect(() => toLayersModel(plan, [])).toThrow('toLayersModel requires pooling last, got mean');
  });
});
