import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differenceOf } from '../../../../../apps/server/src/slices/datasets/difference.ts';
import { profileOf } from '../../../../../apps/server/src/slices/datasets/profile.ts';
import { npyBytes } from '../../../../support/data-files.ts';
import { datasetOf } from '../../../../support/dataset-of.ts';
import { type Dataset, openWorld, upload, type World } from '../../../../support/world.ts';

let world: World;
let dataset: Dataset;
beforeAll(async () => {
  world = await openWorld();
  dataset = await world.team().project().dataset();
});
afterAll(() => world.close());

const table = (...lines: string[]) => ({ 'works.csv': ['id,label,size,kind', ...lines].join('\n') });
const options = { columns: { id: 'id', label: 'label', features: ['size', 'kind'] } };

describe('the profile of a version', () => {
  test('counts every value of every field, and which are missing', async () => {
    const version = await datasetOf(table('a,x,1,wood', 'b,y,2,stone', 'c,x,,wood', 'd,y,4,'), options);
    const { works, fields } = profileOf(version);
    version.close();
    expect(works).toBe(4);
    const of = (name: string) => fields.find((field) => field.name === name)!;
    expect(of('size')).toMatchObject({ values: 4, missing: 1, min: 1, max: 4, mean: 7 / 3 });
    expect(of('size').histogram).toEqual({ edges: [0.5, 1.5, 2.5, 3.5, 4.5], counts: [1, 1, 0, 1] });
    expect(of('kind')).toMatchObject({ missing: 1, histogram: null });
    expect(of('kind').frequent).toEqual([
      { name: 'wood', count: 2 },
      { name: 'stone', count: 1 },
    ]);
  });
  test('is given out for pictures by channel and for sequences by feature and length', async () => {
    const { datasetVersion } = await dataset.owner.query(
      `query ($id: ID!) { datasetVersion(id: $id) { samples duplicateSets profile { works
        fields { view name measure values missing min max histogram { edges counts } frequent { name count } } } } }`,
      { id: dataset.versionId },
    );
    const { works, fields } = datasetVersion.profile;
    expect(works).toBe(datasetVersion.samples);
    const names = fields.map(({ view, name, measure }: Record<string, string>) => `${view}.${name} ${measure}`);
    for (const name of ['images.red VALUES', 'images.blue VALUES', 'notes.steps LENGTHS']) expect(names).toContain(name);
    const red = fields.find(({ name }: { name: string }) => name === 'red');
    expect(red.histogram.counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(120 * 32 * 32);
    expect(fields.filter(({ view }: { view: string }) => view === 'notes').some(({ missing }: { missing: number }) => missing > 0)).toBe(
      true,
    );
    expect(datasetVersion.duplicateSets).toHaveLength(1);
    expect(datasetVersion.duplicateSets[0]).toHaveLength(2);
  });
});

describe('the difference between two versions', () => {
  test('names what was added, removed, relabelled and changed', async () => {
    const before = await datasetOf(table('a,x,1,wood', 'b,y,2,stone', 'c,x,3,wood'), options);
    const after = await datasetOf(table('a,x,1,wood', 'c,y,3,wood', 'd,y,5,stone', 'e,x,6,wood'), options);
    const changed = await datasetOf(table('a,x,9,wood', 'b,y,2,stone', 'c,x,3,wood'), options);
    expect(differenceOf(before, after)).toMatchObject({ added: [2, 3], removed: [1], same: 1, byContent: false });
    expect(differenceOf(before, after).relabelled).toEqual([{ row: 1, sampleId: 'c', before: 'x', after: 'y' }]);
    expect(differenceOf(before, changed)).toMatchObject({ added: [], removed: [], changed: [0], same: 2, relabelled: [] });
    expect(differenceOf(before, before)).toMatchObject({ added: [], removed: [], changed: [], same: 3 });
    for (const version of [before, after, changed]) version.close();
  });
  test('goes by content where works have no names, so that a work put in front moves nothing', async () => {
    const named = { columns: { label: 'label', features: ['size'] } };
    const lines = (...rows: string[]) => ({ 'works.csv': ['label,size', ...rows].join('\n') });
    const before = await datasetOf(lines('x,1', 'y,2', 'x,2'), named);
    const after = await datasetOf(lines('y,7', 'x,1', 'y,2', 'y,2'), named);
    const found = differenceOf(before, after);
    before.close();
    after.close();
    expect(found).toMatchObject({ added: [0], removed: [], changed: [], byContent: true, same: 2 });
    expect(found.relabelled.map(({ row, before: was, after: is }) => [row, was, is])).toEqual([[3, 'x', 'y']]);
  });
  test('is given out between versions of one dataset, and refused between two', async () => {
    const add = 'mutation ($input: AddDatasetVersionInput!) { addDatasetVersion(input: $input) { id } }';
    const { project } = dataset;
    const make = async (name: string) =>
      (
        await project.owner.query('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id } }', {
          input: { project: project.id, name },
        })
      ).createDataset.id as string;
    const version = async (of: string, text: string) => {
      const { id } = await upload(project.owner, project.team, 'works.csv', text);
      const input = { dataset: of, files: [{ file: id, name: 'works.csv' }], options: { id: 'id', label: 'label' } };
      return (await project.owner.query(add, { input })).addDatasetVersion.id as string;
    };
    const [one, other] = [await make('One'), await make('Other')];
    const first = await version(one, 'id,label,size\na,x,1\nb,y,2\n');
    const second = await version(one, 'id,label,size\na,y,1\nc,y,2\n');
    const foreign = await version(other, 'id,label,size\na,y,1\nb,y,2\n');
    const ask = `query ($id: ID!, $since: ID!) { datasetVersion(id: $id) { difference(since: $since) {
      addedCount removedCount relabelledCount changedCount same added removed relabelled { row before after } } } }`;
    const { datasetVersion } = await project.owner.query(ask, { id: second, since: first });
    expect(datasetVersion.difference).toEqual({
      addedCount: 1,
      removedCount: 1,
      relabelledCount: 1,
      changedCount: 0,
      same: 0,
      added: [1],
      removed: [1],
      relabelled: [{ row: 0, before: 'x', after: 'y' }],
    });
    const refused = await project.owner.send(ask, { id: second, since: foreign });
    expect(refused.errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT', fields: ['since'] } });
    const stranger = await world.person();
    expect((await stranger.send(ask, { id: second, since: first })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });
});

describe('works of a version', () => {
  const ask = `query ($id: ID!, $where: WorkFilterInput, $search: String) { datasetVersion(id: $id) {
    works(first: 100, where: $where, search: $search) { totalCount nodes { sampleId metadata } } } }`;
  test('are filtered by the value of a column', async () => {
    const all = await dataset.owner.query(ask, { id: dataset.versionId });
    const { group } = all.datasetVersion.works.nodes[0].metadata;
    const { datasetVersion } = await dataset.owner.query(ask, { id: dataset.versionId, where: { column: 'group', value: group } });
    expect(datasetVersion.works.totalCount).toBeGreaterThan(0);
    expect(datasetVersion.works.totalCount).toBeLessThan(all.datasetVersion.works.totalCount);
    for (const { metadata } of datasetVersion.works.nodes) expect(metadata.group).toBe(group);
  });
  test('are found by their names', async () => {
    const { datasetVersion } = await dataset.owner.query(ask, { id: dataset.versionId });
    const { sampleId } = datasetVersion.works.nodes[7];
    const found = await dataset.owner.query(ask, { id: dataset.versionId, search: ` ${sampleId.toUpperCase()} ` });
    expect(found.datasetVersion.works.nodes.map((work: { sampleId: string }) => work.sampleId)).toContain(sampleId);
    expect((await dataset.owner.query(ask, { id: dataset.versionId, search: 'no such work' })).datasetVersion.works.totalCount).toBe(0);
  });
  test('are given out as a table, with what a spreadsheet would run made harmless', async () => {
    const { owner, project } = dataset;
    const file = await upload(owner, project.team, 'works.csv', 'id,label,maker,size\na,x,"Ada, L.",1\nb,y,=1+1,2\nc,x,,3\nd,x,Ada,4\n');
    const { createDataset } = await owner.query(
      'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { latest { worksUrl } } }',
      {
        input: {
          project: project.id,
          name: 'Table',
          files: [{ file: file.id, name: 'works.csv' }],
          options: { id: 'id', label: 'label', group: 'maker' },
        },
      },
    );
    const { worksUrl } = createDataset.latest;
    const all = await owner.fetch(worksUrl);
    expect(await all.text()).toBe('row,id,label,maker\r\n0,a,x,"Ada, L."\r\n1,b,y,\'=1+1\r\n2,c,x,\r\n3,d,x,Ada\r\n');
    const some = await owner.fetch(`${worksUrl}?label=x&column=maker&value=Ada`);
    expect(await some.text()).toBe('row,id,label,maker\r\n3,d,x,Ada\r\n');
    const without = await owner.fetch(`${worksUrl}?column=maker`);
    expect(await without.text()).toBe('row,id,label,maker\r\n2,c,x,\r\n');
    expect((await owner.fetch(`${worksUrl}?label=none`)).status).toBe(400);
    expect((await (await world.person()).fetch(worksUrl)).status).toBe(404);
  });
  test('of a column that is not there are refused with the columns that are', async () => {
    const { errors } = await dataset.owner.send(ask, { id: dataset.versionId, where: { column: 'colour', value: 'red' } });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT', fields: ['where.column'] } });
    expect(errors?.[0]?.message).toContain('group');
  });
  test('are jumped to', async () => {
    const jump = `query ($id: ID!, $offset: Int!, $after: String) { datasetVersion(id: $id) {
      works(first: 2, offset: $offset, after: $after) { totalCount pageInfo { hasPreviousPage hasNextPage endCursor } nodes { row } } } }`;
    const { works } = (await dataset.owner.query(jump, { id: dataset.versionId, offset: 118 })).datasetVersion;
    expect(works).toMatchObject({
      totalCount: 120,
      pageInfo: { hasPreviousPage: true, hasNextPage: false },
      nodes: [{ row: 118 }, { row: 119 }],
    });
    const after = works.pageInfo.endCursor;
    const refused = await dataset.owner.send(jump, { id: dataset.versionId, offset: 1, after });
    expect(refused.errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT', fields: ['offset'] } });
    expect((await dataset.owner.send(jump, { id: dataset.versionId, offset: -1 })).errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
  });
  test('made of known tokens are read, as far as one asks, and not drawn', async () => {
    const bytes = (values: Int16Array<ArrayBuffer>) => new Uint8Array(values.buffer);
    const parts: Record<string, Uint8Array<ArrayBuffer> | string> = {
      'poems.npy': Uint8Array.from(npyBytes('<i2', [2, 3], bytes(Int16Array.of(2, 3, 0, 3, 2, 2)))),
      'lengths.npy': Uint8Array.from(npyBytes('<i2', [2], bytes(Int16Array.of(2, 3)))),
      'vocab.json': '{"<pad>": 0, "<unk>": 1, "a": 2, "b": 3}',
      'labels.csv': 'label\nx\ny\n',
    };
    const { owner, project } = dataset;
    const files = await Promise.all(
      Object.entries(parts).map(async ([name, body]) => ({ name, file: (await upload(owner, project.team, name, body)).id })),
    );
    const { createDataset } = await owner.query(
      'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { latest { id } } }',
      { input: { project: project.id, name: 'Tokens', files } },
    );
    const { datasetVersion } = await dataset.owner.query(
      'query ($id: ID!) { datasetVersion(id: $id) { works { nodes { views { imageUrl text beginning: text(letters: 1) } } } } }',
      { id: createDataset.latest.id },
    );
    expect(datasetVersion.works.nodes.map(({ views }: { views: object[] }) => views[0])).toEqual([
      { imageUrl: null, text: 'ab', beginning: 'a' },
      { imageUrl: null, text: 'baa', beginning: 'b' },
    ]);
  });
});
