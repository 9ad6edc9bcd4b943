import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dataset, openWorld, type World } from '../../../../support/world.ts';

let world: World;
let dataset: Dataset;
beforeAll(async () => {
  world = await openWorld();
  dataset = await world.team().project().dataset();
});
afterAll(() => world.close());

const facts = 'parts { part samples groups classes { name count } } leakage { clean verdict } folds groupBy';

test('a split can be looked at before it is kept, and is the one that is kept then', async () => {
  const input = { version: dataset.versionId, strategy: 'STRATIFIED_GROUPED', fractions: [0.5, 0.25, 0.25], seed: 3 };
  const { previewSplit } = await dataset.owner.query(`query ($input: CreateSplitInput!) { previewSplit(input: $input) { ${facts} } }`, {
    input,
  });
  const splits = 'query ($id: ID!) { datasetVersion(id: $id) { dataset { project { splits { totalCount } } } } }';
  const before = await dataset.owner.query(splits, { id: dataset.versionId });
  expect(before.datasetVersion.dataset.project.splits.totalCount).toBe(0);
  const { createSplit } = await dataset.owner.query(`mutation ($input: CreateSplitInput!) { createSplit(input: $input) { ${facts} } }`, {
    input,
  });
  expect(previewSplit).toEqual(createSplit);
  expect(previewSplit.groupBy).toBe('group');
});

test('a preview refuses what createSplit would refuse', async () => {
  const input = { version: dataset.versionId, strategy: 'RANDOM', fractions: [0.9, 0.9, 0.1] };
  const { errors } = await dataset.owner.send('query ($input: CreateSplitInput!) { previewSplit(input: $input) { folds } }', { input });
  expect(errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
});

test('the kinds of steps say what options they take and what each is when left out', async () => {
  const { recipeSteps } = await dataset.owner.query('{ recipeSteps { name version options } }');
  const scale = recipeSteps.find(({ name }: { name: string }) => name === 'scale');
  expect(scale.options.required).toEqual(['method']);
  expect(scale.options.properties).toMatchObject({
    method: { enum: ['divide', 'min-max', 'standardise'] },
    by: { type: 'number', default: 255 },
  });
  expect(recipeSteps.length).toBeGreaterThan(10);
});
