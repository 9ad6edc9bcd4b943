import { describe, expect, it } from 'vitest';
import { ConfigError, parseModel, parseTraining } from '../../../../packages/ml/src/model/config.ts';
import { type ModelPlan, planModel, trainingBytes } from '../../../../packages/ml/src/model/plan.ts';
import { PRESETS } from '../../../../packages/ml/src/model/presets.ts';

const problemsOf = (parse: () => unknown) => {
  try {
    parse();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => problem.message);
    throw error;
  }
  return [];
};

describe('configs of models and training', () => {
  it('fill in the reference net where nothing is said', () => {
    expect(parseModel({ family: 'cnn' })).toEqual({
      family: 'cnn',
      filters: [32, 64, 128],
      kernelSize: 3,
      pool: 2,
      padding: 'valid',
      dense: [512],
      dropout: 0,
      batchNormalization: false,
      globalPooling: false,
      l2: 0,
    });
    expect(parseModel({ family: 'rnn' })).toEqual({
      family: 'rnn',
      cell: 'lstm',
      units: [64, 64],
      bidirectional: false,
      embedding: 64,
      pooling: 'last',
      dense: [64],
      dropout: 0,
      l2: 0,
    });
  });

  it.each([
    [{ epochs: 0 }, 'epochs must be a whole number from 1 to 10000, got 0'],
    [{ epochs: -1 }, 'epochs must be a whole number from 1 to 10000, got -1'],
    [{ epochs: 1e9 }, 'epochs must be a whole number from 1 to 10000, got 1000000000'],
    [{ batchSize: 2.5 }, 'batchSize must be a whole number from 1 to 4096, got 2.5'],
    [{ learningRate: 0 }, 'learningRate must be a number above 0, at most 10, got 0'],
    [{ learningRate: 'fast' }, 'learningRate must be a number above 0, at most 10, got "fast"'],
    [{ optimizer: 'adamw' }, 'optimizer must be one of adam, sgd, momentum, rmsprop, got "adamw"'],
    [{ earlyStopping: { patience: 0 } }, 'earlyStopping.patience must be a whole number from 1 to 10000, got 0'],
    [{ colour: 1 }, 'unknown field colour'],
  ])('name the field, the value and the allowed range: %j', (config, message) => {
    expect(problemsOf(() => parseTraining(config))).toEqual([message]);
  });

  it('name every problem of a model at once', () => {
    expect(problemsOf(() => parseModel({ family: 'cnn', filters: [0], dropout: 1 }))).toEqual([
      'filters.0 must be a whole number from 1 to 2048, got 0',
      'dropout must be a number from 0 to 0.95, got 1',
    ]);
    expect(problemsOf(() => parseModel({ family: 'tree' }))).toEqual(['family must be a family, one of cnn, rnn, mlp, got "tree"']);
  });
});

describe('the plan of a model', () => {
  it('counts the parameters of the reference nets', () => {
    expect(planModel(PRESETS['reference-cnn'].model, { kind: 'float', shape: [64, 64, 3] }, { kind: 'binary' }).parameters).toBe(2_453_569);
    expect(planModel(PRESETS['reference-cnn'].model, { kind: 'float', shape: [32, 32, 3] }, { kind: 'binary' }).parameters).toBe(356_417);
    expect(
      planModel(PRESETS['reference-rnn'].model, { kind: 'token', shape: [100], vocabulary: 10_000 }, { kind: 'binary' }).parameters,
    ).toBe(710_273);
  });

  it('counts the parameters of the reference nets layer by layer', () => {
    const counts = (plan: ModelPlan) =>
      plan.layers
        .filter(({ weights }) => weights.length > 0)
        .map(({ operation, weights }) => [
          operation.type,
          ...weights.map(({ shape }) => shape.join('×')),
          weights.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0),
        ]);
    const cnn = planModel(PRESETS['reference-cnn'].model, { kind: 'float', shape: [64, 64, 3] }, { kind: 'binary' });
    expect(counts(cnn)).toEqual([
      ['convolution', '3×3×3×32', '32', 896],
      ['convolution', '3×3×32×64', '64', 18_496],
      ['convolution', '3×3×64×128', '128', 73_856],
      ['dense', '4608×512', '512', 2_359_808],
      ['dense', '512×1', '1', 513],
    ]);
    const rnn = planModel(PRESETS['reference-rnn'].model, { kind: 'token', shape: [100], vocabulary: 10_000 }, { kind: 'binary' });
    expect(counts(rnn)).toEqual([
      ['embedding', '10000×64', 640_000],
      ['recurrent', '64×256', '64×256', '256', 33_024],
      ['recurrent', '64×256', '64×256', '256', 33_024],
      ['dense', '64×64', '64', 4_160],
      ['dense', '64×1', '1', 65],
    ]);
  });

  it('lists the reference net layer by layer', () => {
    const plan = planModel(PRESETS['reference-cnn'].model, { kind: 'float', shape: [64, 64, 3] }, { kind: 'binary' });
    expect(plan.layers.map(({ operation, outputShape }) => `${operation.type} ${outputShape.join('×')}`)).toEqual([
      'convolution 62×62×32',
      'max-pool 31×31×32',
      'convolution 29×29×64',
      'max-pool 14×14×64',
      'convolution 12×12×128',
      'max-pool 6×6×128',
      'flatten 4608',
      'dense 512',
      'dense 1',
    ]);
  });

  it('counts moving statistics as parameters that are not trained', () => {
    const plan = planModel(
      parseModel({ family: 'cnn', filters: [4], batchNormalization: true, dense: [] }),
      { kind: 'float', shape: [8, 8, 1] },
      { kind: 'multiclass', classes: 3 },
    );
    expect(plan.parameters - plan.trainableParameters).toBe(8);
  });

  it('says what a training is going to need, growing with the batch', () => {
    const plan = planModel(PRESETS['reference-cnn'].model, { kind: 'float', shape: [64, 64, 3] }, { kind: 'binary' });
    expect(trainingBytes(plan, 32)).toBeGreaterThan(16 * plan.parameters);
    expect(trainingBytes(plan, 64)).toBeGreaterThan(trainingBytes(plan, 32));
  });

  it.each([
    [
      'a picture that is too small for the convolutions',
      { family: 'cnn' },
      { kind: 'float', shape: [8, 8, 1] },
      /filters\.2: convolution 3 with kernelSize 3 needs a picture of at least 3 × 3, but only 0|pool must be|filters\.1/,
    ],
    [
      'a sequence for a cnn',
      { family: 'cnn' },
      { kind: 'float', shape: [96, 3] },
      'family cnn needs pictures [height, width, channels], got float input of shape [96, 3]',
    ],
    [
      'a picture for an rnn',
      { family: 'rnn' },
      { kind: 'float', shape: [8, 8, 1] },
      'family rnn needs sequences [steps, features] or tokens [steps], got float input of shape [8, 8, 1]',
    ],
    [
      'tokens for an mlp',
      { family: 'mlp' },
      { kind: 'token', shape: [9], vocabulary: 5 },
      'family mlp needs numbers, got token input of shape [9]',
    ],
  ] as const)('refuses %s', (_, model, input, message) => {
    expect(() => planModel(parseModel(model), input, { kind: 'binary' })).toThrow(message);
  });
});
