import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../../../packages/ml/src/backend.ts';
import type { Dataset } from '../../../../packages/ml/src/dataset/index.ts';
import { decodeTrained, encode, predictTrained, runRecipe, type TrainedModel } from '../../../../packages/ml/src/index.ts';
import { parseModel, parseTraining } from '../../../../packages/ml/src/model/config.ts';
import { defaultRecipe } from '../../../../packages/ml/src/recipe/index.ts';
import { makeSplit } from '../../../../packages/ml/src/split/index.ts';
import { datasetOf } from '../../../support/dataset-of.ts';

const open: Dataset[] = [];
async function table(rows: readonly string[], header = 'id,a,b,label'): Promise<Dataset> {
  const dataset = await datasetOf({ 'works.csv': [header, ...rows].join('\n') });
  open.push(dataset);
  return dataset;
}
const KINDS = ['ash', 'birch', 'cedar'];
/** The kind decides `a`; `b` is the number of the row, missing in every tenth. */
const rowsOf = (kinds: readonly string[], count = 60) =>
  Array.from({ length: count }, (_, row) => {
    const kind = kinds[row % kinds.length]!;
    return `w${row},${10 * KINDS.indexOf(kind) + (row % 5) / 10},${row % 10 === 9 ? '' : row},${kind}`;
  });

async function trainOn(dataset: Dataset): Promise<TrainedModel> {
  const [view] = dataset.views;
  const { trained } = await runRecipe({
    dataset,
    view: view!.name,
    assignment: makeSplit({ samples: dataset.samples, seed: 1 }).assignment,
    recipe: defaultRecipe(view!),
    model: parseModel({ family: 'mlp', dense: [8] }),
    training: parseTraining({ epochs: 25, learningRate: 0.05 }),
    seed: 1,
    backend: 'wasm',
  });
  return decodeTrained(encode(trained));
}

let trained: TrainedModel;
beforeAll(async () => {
  await startBackend('wasm', { threads: 1 });
  trained = await trainOn(await table(rowsOf(KINDS)));
});
afterAll(() => {
  for (const dataset of open) dataset.close();
});

describe('predictTrained', () => {
  test('predicts another dataset, whose classes are fewer and in another order, in the classes of the model', async () => {
    const { predictions, rows } = await predictTrained([trained], await table(rowsOf(['cedar', 'ash'], 20)), { backend: 'wasm' });
    if (predictions.task !== 'multiclass') throw new Error('the model knows three classes');
    expect(predictions.classes).toEqual(KINDS);
    expect([...rows]).toHaveLength(20);
    expect([...predictions.truth.subarray(0, 4)]).toEqual([2, 0, 2, 0]);
    const called = predictions.ids.map((_, sample) => {
      const scores = [...predictions.scores.subarray(3 * sample, 3 * sample + 3)];
      return scores.indexOf(Math.max(...scores));
    });
    expect(called).toEqual([...predictions.truth]);
  });

  test('fits nothing there: one work gets the same scores alone and among strange ones', async () => {
    const alone = await predictTrained([trained], await table(rowsOf(['birch'], 3).concat('x,0,1,ash')), { backend: 'wasm' });
    const among = await predictTrained([trained], await table(rowsOf(['birch'], 3).concat('x,0,1,ash', 'y,90000,-500000,cedar')), {
      backend: 'wasm',
    });
    expect(among.predictions.scores.subarray(0, 12)).toEqual(alone.predictions.scores);
  });

  test('takes the mean of several models', async () => {
    const other = await trainOn(await table(rowsOf(KINDS, 45)));
    const works = await table(rowsOf(KINDS, 9));
    const [one, two, both] = await Promise.all(
      [[trained], [other], [trained, other]].map(async (models) => (await predictTrained(models, works, { backend: 'wasm' })).predictions),
    );
    expect(both!.name).toBe('mean of 2 models');
    both!.scores.forEach((score, at) => expect(score).toBeCloseTo((one!.scores[at]! + two!.scores[at]!) / 2, 6));
  });

  test('refuses other classes, other columns and another kind of answer, naming what it expects and what was found', async () => {
    const ask = async (dataset: Dataset) => predictTrained([trained], dataset, { backend: 'wasm' });
    await expect(ask(await table(rowsOf(KINDS).map((row) => row.replace('birch', 'beech'))))).rejects.toThrow(
      /expected samples labelled with one of the classes ash, birch, cedar, as the model was trained on, found one of the classes ash, beech, cedar/,
    );
    await expect(ask(await table(rowsOf(KINDS), 'id,a,c,label'))).rejects.toThrow(/expected the columns a, b in the view .*, found a, c/);
    await expect(
      ask(await table(rowsOf(KINDS).map((row) => row.replace(/\w+$/, '1.5').replace(/^w(\d+)(.*)$/, 'w$1$2$1')))),
    ).rejects.toThrow(/expected samples labelled with one of the classes .*, found the number value/);
    await expect(
      ask(
        await table(
          rowsOf(KINDS).map((row) => row.replace(/,[^,]*$/, '')),
          'id,a,b',
        ),
      ),
    ).rejects.toThrow(/found a dataset without labels/);
  });

  test('refuses bytes that are no model', () => {
    expect(() => decodeTrained(new Uint8Array(40))).toThrow(/expected a trained model, found/);
    expect(() => decodeTrained(encode({ format: 'atelier-split' }))).toThrow(
      /expected a trained model \(atelier-model 1\), found "atelier-split"/,
    );
  });
});
