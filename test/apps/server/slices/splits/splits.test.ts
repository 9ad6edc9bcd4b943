import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dataset, openWorld, type World } from '../../../../support/world.ts';

let world: World;
let dataset: Dataset;
beforeAll(async () => {
  world = await openWorld();
  dataset = await world.team().project().dataset();
});
afterAll(() => world.close());

const createSplit = 'mutation ($input: CreateSplitInput!) { createSplit(input: $input) { id hash } }';

async function show(id: string) {
  const { split } = await dataset.owner.query(
    `query ($id: ID!) { split(id: $id) {
      name strategy seed fractions groupBy stratifyBy folds hash assignment version { id }
      parts { part samples groups classes { name count } } leakage { clean verdict findings { kind severity message count rows } } } }`,
    { id },
  );
  return split;
}

async function draw(input: object): Promise<{ id: string; hash: string }> {
  return (await dataset.owner.query(createSplit, { input: { version: dataset.versionId, ...input } })).createSplit;
}

test('a grouped split keeps every sample in one part and says what each part holds', async () => {
  const split = await show((await draw({ strategy: 'STRATIFIED_GROUPED', groupBy: 'group', seed: 7 })).id);
  expect(split).toMatchObject({
    strategy: 'STRATIFIED_GROUPED',
    seed: 7,
    groupBy: 'group',
    folds: null,
    name: 'stratified grouped by group, seed 7',
    version: { id: dataset.versionId },
  });
  const assignment = [...Buffer.from(split.assignment, 'base64')];
  expect(assignment).toHaveLength(120);
  for (const [code, part] of ['TRAIN', 'VALIDATION', 'TEST'].entries()) {
    const shown = split.parts.find((candidate: { part: string }) => candidate.part === part);
    expect(shown.samples).toBe(assignment.filter((value) => value === code).length);
    expect(shown.classes.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(shown.samples);
    expect(shown.groups).toBeGreaterThan(0);
  }
});

test('the planted duplicate that crosses groups is found, and the verdict says so', async () => {
  const verdicts = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(async (seed) => (await show((await draw({ strategy: 'RANDOM', seed })).id)).leakage),
  );
  const leaking = verdicts.filter(({ clean }) => !clean);
  expect(leaking.length).toBeGreaterThan(0);
  for (const { findings, verdict } of leaking) {
    expect(findings.length).toBeGreaterThan(0);
    expect(verdict.length).toBeGreaterThan(10);
    for (const { message, rows, count } of findings) {
      expect(message).not.toBe('');
      expect(count).toBeGreaterThan(0);
      expect(Array.isArray(rows[0])).toBe(true);
    }
  }
});

test('the same seed gives the same split, and another seed another', async () => {
  const [first, again, other] = await Promise.all([draw({ seed: 3 }), draw({ seed: 3 }), draw({ seed: 4 })]);
  expect(again.hash).toBe(first.hash);
  expect(other.hash).not.toBe(first.hash);
});

test('an idempotency key gives the same split again', async () => {
  const input = { seed: 9, idempotencyKey: 'split-9' };
  expect((await draw(input)).id).toBe((await draw(input)).id);
  expect(await dataset.owner.refused(createSplit, { input: { version: dataset.versionId, ...input, seed: 10 } })).toMatchObject({
    code: 'CONFLICT',
  });
});

test('each fold tests other samples, and all of them once', async () => {
  const { id } = await draw({ strategy: 'STRATIFIED_K_FOLD', folds: 4 });
  const tested = await Promise.all(
    [0, 1, 2, 3].map(async (fold) => {
      const { split } = await dataset.owner.query('query ($id: ID!, $fold: Int) { split(id: $id) { folds assignment(fold: $fold) } }', {
        id,
        fold,
      });
      expect(split.folds).toBe(4);
      return [...Buffer.from(split.assignment, 'base64').entries()].filter(([, part]) => part === 2).map(([row]) => row);
    }),
  );
  expect(tested.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, row) => row));
  expect(await dataset.owner.refused('query ($id: ID!) { split(id: $id) { assignment(fold: 4) } }', { id })).toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('0 to 3'),
  });
});

describe('is refused by name, and nothing is stored:', () => {
  test.each([
    ['fractions that do not sum to one', { fractions: [0.5, 0.5, 0.5] }, /fractions/],
    ['two fractions', { fractions: [0.5, 0.5] }, /three shares.*found 2/],
    ['a column that is not there', { strategy: 'GROUPED', groupBy: 'painter' }, /painter/],
    ['a split by time without a time', { strategy: 'TIME' }, /timeColumn/],
    ['one fold', { strategy: 'K_FOLD', folds: 1 }, /folds/],
    ['more folds than samples', { strategy: 'K_FOLD', folds: 1_000 }, /folds/],
    ['a negative seed', { seed: -1 }, /seed.*-1/],
    ['parts too small for every class', { fractions: [0.98, 0.01, 0.01] }, /class|part/],
  ])('%s', async (_what, input, message) => {
    const count = async () =>
      (
        await dataset.owner.query(
          'query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { splits { totalCount } } }',
          { team: dataset.project.team.slug, slug: dataset.project.slug },
        )
      ).project.splits.totalCount;
    const before = await count();
    const refusal = await dataset.owner.refused(createSplit, { input: { version: dataset.versionId, ...input } });
    expect(refusal.code).toBe('INVALID_INPUT');
    expect(refusal.message).toMatch(message);
    expect(await count()).toBe(before);
  });
});

describe('an outsider', () => {
  test('finds no split, draws none and sees no recipe of another team', async () => {
    const { id } = await draw({ seed: 2 });
    const outsider = await world.person();
    const absent = await outsider.refused('query ($id: ID!) { split(id: $id) { id } }', { id });
    expect(absent.code).toBe('NOT_FOUND');
    expect(await outsider.refused(createSplit, { input: { version: dataset.versionId } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await outsider.refused('query ($id: ID!) { defaultRecipe(version: $id, view: "images") }', { id: dataset.versionId }),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('who may only look draws no split', async () => {
    const viewer = await dataset.project.team.member('VIEWER');
    expect(await viewer.refused(createSplit, { input: { version: dataset.versionId } })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('recipes', () => {
  test('begin with steps that suit the view and show what they do to it', async () => {
    const { defaultRecipe } = await dataset.owner.query('query ($version: ID!) { defaultRecipe(version: $version, view: "images") }', {
      version: dataset.versionId,
    });
    expect(defaultRecipe).toMatchObject([{ step: 'scale', method: 'divide', by: 255 }]);
    const { id } = await draw({ seed: 5 });
    const { previewRecipe } = await dataset.owner.query(
      'query ($split: ID!, $steps: JSON!) { previewRecipe(split: $split, view: "images", steps: $steps, rows: [0, 3]) }',
      { split: id, steps: defaultRecipe },
    );
    expect(previewRecipe.rows).toHaveLength(2);
    expect(Math.max(...previewRecipe.rows[0].after.data)).toBeLessThanOrEqual(1);
    expect(Math.max(...previewRecipe.rows[0].before.data)).toBeGreaterThan(1);
    expect(previewRecipe.rows[0].varied).toEqual([]);
  });

  test('show pictures as epochs of a training would vary them, the same for the same seed', async () => {
    const { id } = await draw({ seed: 6 });
    const query =
      'query ($split: ID!, $steps: JSON!, $seed: Int!, $epochs: [Int!]!) { previewRecipe(split: $split, view: "images", steps: $steps, rows: [0], seed: $seed, epochs: $epochs) }';
    const steps = [{ step: 'augment-picture', version: 1, rotate: 45 }];
    const seen = async (seed: number): Promise<number[][]> => {
      const { previewRecipe } = await dataset.owner.query(query, { split: id, steps, seed, epochs: [1, 2] });
      return previewRecipe.rows[0].varied.map((row: { data: number[] }) => row.data);
    };
    const [first, second] = await seen(3);
    expect(first).not.toEqual(second);
    expect(await seen(3)).toEqual([first, second]);
    expect((await seen(4))[0]).not.toEqual(first);
    const refused = await dataset.owner.refused(query, { split: id, steps, seed: 3, epochs: [0] });
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', message: 'epochs are whole numbers from 1 to 1000000, got 0.' });
  });

  test('are kept whole, with one readable line a step and a hash that defaults do not change', async () => {
    const createRecipe = 'mutation ($input: CreateRecipeInput!) { createRecipe(input: $input) { id steps hash lines } }';
    const input = {
      project: dataset.project.id,
      name: 'Pictures',
      view: 'images',
      steps: [{ step: 'scale', version: 1, method: 'divide', by: 255 }],
    };
    const { createRecipe: recipe } = await dataset.owner.query(createRecipe, { input });
    expect(recipe.lines).toHaveLength(1);
    expect(recipe.lines[0]).toContain('255');
    const { createRecipe: same } = await dataset.owner.query(createRecipe, { input: { ...input, name: 'Again', steps: recipe.steps } });
    expect(same.hash).toBe(recipe.hash);
    const wrong = await dataset.owner.refused(createRecipe, { input: { ...input, steps: [{ step: 'paint', version: 1 }] } });
    expect(wrong).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(/expected one of .*found "paint"/) });
  });
});
