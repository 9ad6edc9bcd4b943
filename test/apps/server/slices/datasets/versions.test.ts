import { writeNpy } from '@atelier/ml/formats';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dataset, openWorld, type Project, upload, type World } from '../../../../support/world.ts';

type Body = NonNullable<RequestInit['body']>;

let world: World;
let dataset: Dataset;
let project: Project;
beforeAll(async () => {
  world = await openWorld();
  dataset = await world.team().project().dataset();
  project = dataset.project;
});
afterAll(() => world.close());

const createFilled =
  'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { card { licence } latest { number samples note classes { name } } } }';
const addVersion = 'mutation ($input: AddDatasetVersionInput!) { addDatasetVersion(input: $input) { id number samples contentHash } }';

async function arrayFile(shape: number[], values: Uint8Array): Promise<Buffer<ArrayBuffer>> {
  const path = join(await mkdtemp(join(tmpdir(), 'atelier-npy-')), 'images.npy');
  writeNpy(path, 'u1', shape, values);
  return (await readFile(path)) as Buffer<ArrayBuffer>;
}

async function attempt(files: Record<string, Body>) {
  const { createDataset } = await project.owner.query('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id } }', {
    input: { project: project.id, name: `Attempt ${Math.random()}` },
  });
  const uploaded = await Promise.all(
    Object.entries(files).map(async ([name, body]) => ({ name, file: (await upload(project.owner, project.team, name, body)).id })),
  );
  return {
    dataset: createDataset.id as string,
    answer: await project.owner.send(addVersion, { input: { dataset: createDataset.id, files: uploaded } }),
  };
}

test('uploaded arrays and labels become a version that shows its views, classes and columns', async () => {
  const { datasetVersion } = await dataset.owner.query(
    `query ($id: ID!) { datasetVersion(id: $id) {
      number samples missingValues duplicates contentHash sizeBytes
      views { name modality shape dtype missing length { min median max } } classes { name count } columns { name distinct examples }
      files { name url sha256 sizeBytes } dataset { project { id } latest { id } versions { totalCount nodes { number } } } } }`,
    { id: dataset.versionId },
  );
  expect(datasetVersion).toMatchObject({ number: 1, samples: 120, duplicates: 1 });
  expect(datasetVersion.views).toMatchObject([
    { name: 'images', modality: 'IMAGE', shape: [32, 32, 3], dtype: 'u1', missing: 0, length: null },
    { name: 'notes', modality: 'SEQUENCE', shape: [48, 2], dtype: 'f4' },
  ]);
  expect(datasetVersion.classes.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(120);
  expect(datasetVersion.columns.map(({ name }: { name: string }) => name)).toContain('group');
  expect(datasetVersion.files.length).toBeGreaterThan(3);
  expect(datasetVersion.dataset).toEqual({
    project: { id: project.id },
    latest: { id: dataset.versionId },
    versions: { totalCount: 1, nodes: [{ number: 1 }] },
  });
});

test('works come in pages, with pictures that are kept for ever', async () => {
  const works =
    'query ($id: ID!, $first: Int, $after: String, $label: String) { datasetVersion(id: $id) { works(first: $first, after: $after, label: $label) { totalCount pageInfo { hasNextPage endCursor } nodes { row sampleId label metadata views { view imageUrl text steps } } } } }';
  const first = (await dataset.owner.query(works, { id: dataset.versionId, first: 2 })).datasetVersion.works;
  expect(first).toMatchObject({ totalCount: 120, pageInfo: { hasNextPage: true }, nodes: [{ row: 0, sampleId: 'w0000' }, { row: 1 }] });
  expect(first.nodes[0].views[1].steps[0]).toHaveLength(2);
  const second = (await dataset.owner.query(works, { id: dataset.versionId, first: 2, after: first.pageInfo.endCursor })).datasetVersion
    .works;
  expect(second.nodes.map(({ row }: { row: number }) => row)).toEqual([2, 3]);
  const ofClass = (await dataset.owner.query(works, { id: dataset.versionId, label: 'reel' })).datasetVersion.works;
  expect(new Set(ofClass.nodes.map(({ label }: { label: string }) => label))).toEqual(new Set(['reel']));

  for (const { imageUrl } of first.nodes[0].views) {
    const picture = await dataset.owner.fetch(imageUrl);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(picture.headers.get('cache-control')).toContain('immutable');
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect((await (await world.person()).fetch(imageUrl)).status).toBe(404);
    expect((await world.anyone.fetch(imageUrl)).status).toBe(401);
  }
});

test('the same content added again is the same version', async () => {
  const { datasetVersion } = await dataset.owner.query('query ($id: ID!) { datasetVersion(id: $id) { number } }', {
    id: dataset.versionId,
  });
  const labels = 'id,label\na,x\nb,y\n';
  const pictures = await arrayFile(
    [2, 4, 4, 1],
    new Uint8Array(32).map((_, index) => index),
  );
  const one = await attempt({ 'images.npy': pictures, 'labels.csv': labels });
  const files = await Promise.all([
    upload(project.owner, project.team, 'images.npy', pictures),
    upload(project.owner, project.team, 'labels.csv', labels),
  ]);
  const again = await project.owner.query(addVersion, {
    input: { dataset: one.dataset, files: files.map(({ id }, index) => ({ file: id, name: ['images.npy', 'labels.csv'][index] })) },
  });
  expect(again.addDatasetVersion).toEqual(one.answer.data?.addDatasetVersion);
  expect(datasetVersion.number).toBe(1);
});

test('a dataset made of files comes with its first version', async () => {
  const file = await upload(project.owner, project.team, 'works.csv', 'id,label,size\na,x,1\nb,y,2\n');
  const { createDataset } = await project.owner.query(createFilled, {
    input: {
      project: project.id,
      name: 'Whole',
      card: { licence: 'CC0-1.0' },
      files: [{ file: file.id, name: 'works.csv' }],
      options: { label: 'label' },
      note: 'as it came',
    },
  });
  expect(createDataset).toMatchObject({
    card: { licence: 'CC0-1.0' },
    latest: { number: 1, samples: 2, note: 'as it came', classes: [{ name: 'x' }, { name: 'y' }] },
  });
});

test('a dataset made of files that cannot be read is not made, and its name stays free', async () => {
  const make = async (name: string, table: string) => {
    const file = await upload(project.owner, project.team, 'works.csv', table);
    return project.owner.send(createFilled, {
      input: { project: project.id, name, files: [{ file: file.id, name: 'works.csv' }] },
    });
  };
  const named = async (): Promise<number> =>
    (
      await project.owner.query(
        'query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { datasets(search: "Broken") { totalCount } } }',
        { team: project.team.slug, slug: project.slug },
      )
    ).project.datasets.totalCount;
  expect((await make('Broken', 'id,label,a\n1,x,2\n3,y\n')).errors?.[0]).toMatchObject({
    extensions: { code: 'INVALID_INPUT' },
    message: expect.stringContaining('works.csv'),
  });
  expect(await named()).toBe(0);
  expect((await make('Broken', 'id,label,a\n1,x,2\n3,y,1\n')).errors).toBeUndefined();
  expect(await named()).toBe(1);
  expect((await make('Broken', 'id,label,a\n1,x,2\n3,y,2\n')).errors?.[0]).toMatchObject({ extensions: { code: 'CONFLICT' } });
});

test('what a card has said before stays known, with who changed it', async () => {
  const made = await project.owner.query('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id } }', {
    input: { project: project.id, name: 'Card', card: { licence: 'unknown', source: 'an attic' } },
  });
  const update =
    'mutation ($dataset: ID!, $card: DatasetCardInput!) { updateDatasetCard(dataset: $dataset, card: $card) { card { licence source } } }';
  const dataset = made.createDataset.id;
  await project.owner.query(update, { dataset, card: { licence: 'CC0-1.0', source: 'an attic' } });
  expect(await project.owner.query(update, { dataset, card: { licence: 'CC0-1.0' } })).toEqual({
    updateDatasetCard: { card: { licence: 'CC0-1.0', source: 'an attic' } },
  });
  const { dataset: found } = await project.owner.query('query ($id: ID!) { dataset(id: $id) { cardChanges { field from to by at } } }', {
    id: dataset,
  });
  expect(found.cardChanges).toEqual([{ field: 'licence', from: 'unknown', to: 'CC0-1.0', by: expect.any(String), at: expect.any(String) }]);
});

test('the sample set is drawn once', async () => {
  const draw = 'mutation ($project: ID!) { addSampleDataset(project: $project) { id samples dataset { name card { licence } } } }';
  const first = await project.owner.query(draw, { project: project.id });
  expect(first.addSampleDataset).toMatchObject({ samples: 480, dataset: { name: 'Sample works', card: { licence: 'CC0-1.0' } } });
  expect(await project.owner.query(draw, { project: project.id })).toEqual(first);
});

describe('what cannot be read is refused by name, and nothing of it stays', () => {
  const cases: Record<string, { files: () => Promise<Record<string, Body>>; says: RegExp[] }> = {
    'an array with the wrong magic': {
      files: async () => ({ 'images.npy': 'not an array at all', 'labels.csv': 'id,label\na,x\nb,y\n' }),
      says: [/images\.npy/],
    },
    'a truncated array': {
      files: async () => ({
        'images.npy': (await arrayFile([2, 4, 4, 1], new Uint8Array(32))).subarray(0, -5),
        'labels.csv': 'id,label\na,x\nb,y\n',
      }),
      says: [/images\.npy/],
    },
    'lengths that differ': {
      files: async () => ({ 'images.npy': await arrayFile([3, 4, 4, 1], new Uint8Array(48)), 'labels.csv': 'id,label\na,x\nb,y\n' }),
      says: [/3/, /2/],
    },
    'a table with ragged rows': { files: async () => ({ 'table.csv': 'id,label,a\n1,x,2\n3,y\n' }), says: [/table\.csv/] },
    'a zip that is none': { files: async () => ({ 'works.zip': 'PK but not really' }), says: [/works\.zip/] },
  };
  test.each(Object.entries(cases))('%s', async (_name, { files, says }) => {
    const { dataset: id, answer } = await attempt(await files());
    expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    for (const pattern of says) expect(answer.errors?.[0]?.message).toMatch(pattern);
    expect(
      (await project.owner.query('query ($id: ID!) { dataset(id: $id) { versions { totalCount } } }', { id })).dataset.versions.totalCount,
    ).toBe(0);
  });
});
