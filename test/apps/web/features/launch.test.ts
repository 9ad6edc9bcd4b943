import { describe, expect, test } from 'vitest';
import { modelDefaults, trainingDefaults } from '../../../../apps/web/src/features/launch/fields.ts';
import { type Draft, launchInputs, parseSeeds, planInput } from '../../../../apps/web/src/features/launch/launch-input.ts';

const draft: Draft = {
  split: 'split',
  view: 'images',
  family: 'cnn',
  model: modelDefaults.cnn,
  training: trainingDefaults,
  stopping: null,
  fold: null,
  learningRates: [],
  recipeSteps: null,
};
const naming = { project: 'project', name: '', tags: '', note: '', recipe: null, backend: 'auto', priority: 0 };

describe('seeds', () => {
  test('are numbers and ranges with commas or spaces between, each once', () => {
    expect(parseSeeds('1, 2 5-7,2')).toEqual({ seeds: [1, 2, 5, 6, 7] });
    expect(parseSeeds(' ')).toEqual({ seeds: [1] });
  });

  test.each([
    ['1.5', /whole number, or a range such as 1-5, got 1\.5/],
    ['-3', /got -3/],
    ['9-4', /goes upwards, got 9-4/],
    ['1-1000', /At most 50 seeds/],
  ])('of %j are refused with what was expected', (text, fault) => {
    expect((parseSeeds(text) as { fault: string }).fault).toMatch(fault);
  });
});

describe('what is planned', () => {
  test('is the family with its values, early stopping only where it is wanted', () => {
    expect(planInput(draft)).toEqual({ split: 'split', view: 'images', model: { cnn: modelDefaults.cnn }, training: trainingDefaults });
    expect(planInput({ ...draft, stopping: { patience: 3, monitor: 'VAL_LOSS' } }).training).toMatchObject({
      earlyStopping: { patience: 3, monitor: 'VAL_LOSS' },
    });
  });

  test('has an alternative for each other learning rate, the same in everything else', () => {
    const { learningRate } = trainingDefaults as { learningRate: number };
    const { alternatives } = planInput({ ...draft, learningRates: [learningRate, 0.01] });
    expect(alternatives).toEqual([{ model: { cnn: modelDefaults.cnn }, training: { ...trainingDefaults, learningRate: 0.01 } }]);
  });
});

describe('what is launched', () => {
  test('is one run for each seed, named after model and view unless somebody named it', () => {
    const inputs = launchInputs({ ...draft, fold: 2 }, { ...naming, tags: 'small, first', note: ' better? ' }, [3, 4]);
    expect(inputs.map(({ seed, name }) => [seed, name])).toEqual([
      [3, 'cnn images'],
      [4, 'cnn images'],
    ]);
    expect(inputs[0]).toMatchObject({ project: 'project', fold: 2, tags: ['small', 'first'], note: 'better?' });
  });

  test('names a saved recipe rather than repeating its steps', () => {
    const steps = [{ step: 'scale', version: 1 }];
    const [saved] = launchInputs({ ...draft, recipeSteps: steps }, { ...naming, recipe: 'recipe' }, [1]);
    expect(saved).toMatchObject({ recipe: 'recipe' });
    expect(saved).not.toHaveProperty('recipeSteps');
    expect(launchInputs({ ...draft, recipeSteps: steps }, naming, [1])[0]).toMatchObject({ recipeSteps: steps });
  });
});
