import { describe, expect, it } from 'vitest';
import { backendsFor, type EarlierRun, measuredBy, trainingMs } from '../../../../apps/web/src/features/launch/estimate.ts';
import { modelDefaults, trainingDefaults } from '../../../../apps/web/src/features/launch/fields.ts';
import type { Draft } from '../../../../apps/web/src/features/launch/launch-input.ts';

const draft: Draft = {
  split: 's',
  view: 'notes',
  family: 'rnn',
  model: modelDefaults.rnn,
  training: { ...trainingDefaults, batchSize: 32 },
  stopping: null,
  fold: null,
  learningRates: [],
  recipeSteps: null,
};
// As a run keeps it: choices in lower case.
const stored = {
  ...modelDefaults.rnn,
  cell: String(modelDefaults.rnn.cell).toLowerCase(),
  pooling: String(modelDefaults.rnn.pooling).toLowerCase(),
};
const speeds = (...values: number[]) => ({ values: Buffer.from(Float64Array.from(values).buffer).toString('base64') });
const earlier = (over: object = {}): EarlierRun => ({
  id: 'r',
  number: 7,
  view: 'notes',
  backend: 'wasm',
  params: { model: stored, training: { batchSize: 32, epochs: 3 } },
  curves: [speeds(20, 200, 300)],
  ...over,
});

describe('how long a training will take', () => {
  it('is told by the latest run of the same model', () => {
    expect(measuredBy([earlier(), earlier({ number: 3 })], draft, ['wasm'])).toEqual({ number: 7, backend: 'wasm', worksPerSecond: 200 });
  });
  it.each([
    ['another model', earlier({ params: { model: { ...stored, units: [7] }, training: { batchSize: 32 } } })],
    ['other batches', earlier({ params: { model: stored, training: { batchSize: 8 } } })],
    ['another view', earlier({ view: 'sketch' })],
    ['a backend that no agent online has', earlier({ backend: 'tensorflow' })],
    ['no speed', earlier({ curves: [] })],
    ['a speed that is no number', earlier({ curves: [speeds(Number.NaN)] })],
    ['nothing that it was trained with', earlier({ params: {} })],
  ])('is not known from a run with %s', (_, run) => {
    expect(measuredBy([run], draft, ['wasm'])).toBeUndefined();
  });
  it('goes by what the agents online choose, unless a backend is asked for', () => {
    const agents = [
      { online: true, backend: 'tensorflow' },
      { online: false, backend: 'webgpu' },
    ];
    expect(backendsFor('auto', agents)).toEqual(['tensorflow']);
    expect(measuredBy([earlier()], draft, backendsFor('auto', agents))).toBeUndefined();
    expect(measuredBy([earlier()], draft, backendsFor('wasm', agents))).toMatchObject({ number: 7, backend: 'wasm' });
    expect(measuredBy([earlier({ backend: 'tensorflow' })], draft, backendsFor('wasm', agents))).toBeUndefined();
  });
  it('is the works of all epochs of all trainings at that speed', () => {
    expect(trainingMs({ number: 1, backend: 'wasm', worksPerSecond: 200 }, 1000, 4, 3)).toBe(60_000);
  });
});
