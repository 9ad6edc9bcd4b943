// What the store promises: right bytes or an error, and space back when nothing refers to them any more.
import { open, stat, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectFiles, collectNameless } from '../../../../../apps/server/src/slices/files/service.ts';
import { behind } from '../../../../support/behind.ts';
import { openWorld, type Project, upload, type World } from '../../../../support/world.ts';

let world: World;
let project: Project;
beforeAll(async () => {
  world = await openWorld();
  project = await world.team().project();
});
afterAll(() => world.close());

const pathOf = (sha256: string) => join(world.dataFolder, 'blobs', sha256.slice(0, 2), sha256);
const isKept = (sha256: string) =>
  stat(pathOf(sha256)).then(
    () => true,
    () => false,
  );
const bytes = (size: number, seed: number) => Uint8Array.from({ length: size }, (_, index) => (index * 31 + seed) % 251);

async function flipLastBit(sha256: string): Promise<void> {
  const { size } = await stat(pathOf(sha256));
  const handle = await open(pathOf(sha256), 'r+');
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, size - 1);
  await handle.write(Buffer.from([last[0]! ^ 1]), 0, 1, size - 1);
  await handle.close();
}

describe('a damaged file', () => {
  test.each([
    ['a flipped bit', flipLastBit],
    ['a missing end', (sha256: string) => truncate(pathOf(sha256), 10)],
    ['being gone', (sha256: string) => unlink(pathOf(sha256))],
  ])('with %s is said to be damaged, whole and in part, until somebody brings it again', async (what, damage) => {
    const content = bytes(1_000, what.length);
    const { url, sha256 } = await upload(project.owner, project.team, 'model.bin', content);
    expect((await project.owner.fetch(url)).status).toBe(200);
    await damage(sha256);
    for (const headers of [{}, { range: 'bytes=0-9' }] as Record<string, string>[]) {
      const response = await project.owner.fetch(url, { headers });
      expect(response.status).toBe(500);
      expect(response.headers.get('cache-control')).toBeNull();
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'DAMAGED' } }] });
    }
    await upload(project.owner, project.team, 'the same.bin', content);
    expect(new Uint8Array(await (await project.owner.fetch(url)).arrayBuffer())).toEqual(content);
  });

  test('that is large breaks off before its last bytes', async () => {
    const { url, sha256, sizeBytes } = await upload(project.owner, project.team, 'large.bin', bytes(3_000_000, 1));
    expect((await (await project.owner.fetch(url)).arrayBuffer()).byteLength).toBe(3_000_000);
    await flipLastBit(sha256);
    const response = await project.owner.fetch(url);
    let read = 0;
    await expect(async () => {
      for await (const chunk of response.body!) read += chunk.length;
    }).rejects.toThrow();
    expect(read).toBeLessThan(sizeBytes);
  });
});

describe('a file', () => {
  const attach = (run: string, file: string, path: string) =>
    project.owner.query('mutation ($input: AttachArtifactInput!) { attachArtifact(input: $input) { id } }', { input: { run, file, path } });
  const start = async () =>
    (await project.owner.query('mutation ($project: ID!) { startRun(input: { project: $project }) { id } }', { project: project.id }))
      .startRun.id as string;

  test('goes when nothing refers to it any more, and its bytes when no team has them', async () => {
    const app = await behind(world);
    const run = await start();
    const other = await world.team();
    const [used, unused, shared] = [
      await upload(project.owner, project.team, 'used.bin', bytes(100, 11)),
      await upload(project.owner, project.team, 'unused.bin', bytes(100, 12)),
      await upload(project.owner, project.team, 'shared.bin', bytes(100, 13)),
    ];
    const theirs = await upload(other.owner, other, 'same bytes.bin', bytes(100, 13));
    expect(theirs.sha256).toBe(shared.sha256);
    await attach(run, used.id, 'used.bin');
    await attach(run, shared.id, 'shared.bin');
    expect(await collectFiles(app)).toBe(0);
    expect(await isKept(unused.sha256)).toBe(true);
    await collectFiles(app, 0);
    expect(await Promise.all([used, unused, shared].map(({ sha256 }) => isKept(sha256)))).toEqual([true, false, true]);
    expect((await project.owner.fetch(unused.url)).status).toBe(404);

    await project.owner.query('mutation ($run: ID!) { finishRun(input: { run: $run }) { id } }', { run });
    for (const name of ['deleteRuns', 'purgeRuns'])
      await project.owner.query(`mutation ($ids: [ID!]!) { ${name}(ids: $ids) }`, { ids: [run] });
    await collectFiles(app, 0);
    expect(await isKept(used.sha256)).toBe(false);
    expect(await isKept(shared.sha256)).toBe(false);
  });

  test('that is brought again and again while others remove it is always whole', async () => {
    const app = await behind(world);
    const content = bytes(5_000, 21);
    let stop = false;
    const collecting = (async () => {
      let removed = 0;
      while (!stop) removed += await collectFiles(app, 0);
      return removed;
    })();
    for (let turn = 0; turn < 40; turn++) {
      const { sha256 } = await upload(project.owner, project.team, 'again.bin', content);
      const run = turn % 10 === 0 ? await start() : undefined;
      const again = await upload(project.owner, project.team, 'again.bin', content);
      const attached =
        run === undefined
          ? undefined
          : await project.owner.send('mutation ($input: AttachArtifactInput!) { attachArtifact(input: $input) { file { url } } }', {
              input: { run, file: again.id, path: 'again.bin' },
            });
      // Its row may be gone by then, since here a file is unused from its first moment; but a row without bytes there never is.
      if (attached?.data) {
        expect(new Uint8Array(await (await project.owner.fetch(attached.data.attachArtifact.file.url)).arrayBuffer())).toEqual(content);
        expect(await isKept(sha256)).toBe(true);
      }
    }
    stop = true;
    expect(await collecting).toBeGreaterThan(0);
  });

  test('of which only the bytes are left goes too', async () => {
    const app = await behind(world);
    const staged = await app.files.stage(
      (async function* () {
        yield bytes(50, 31);
      })(),
      1_000,
    );
    await staged.publish();
    await staged.discard();
    expect(await collectNameless(app)).toBe(0);
    expect(await collectNameless(app, -1)).toBe(1);
    expect(await isKept(staged.sha256)).toBe(false);
  });

  test('lies in a tree that is told one folder at a time', async () => {
    const run = await start();
    const { id } = await upload(project.owner, project.team, 'tree.bin', bytes(10, 41));
    for (const path of ['model.json', 'weights/a/1.bin', 'weights/a/2.bin', 'weights/b.bin', 'weights.txt']) await attach(run, id, path);
    const FOLDER =
      'query ($id: ID!, $path: String!) { run(id: $id) { artifactFolder(path: $path) { path isCut folders { name path files sizeBytes } files { path name sizeBytes url } } } }';
    const folder = async (path: string) => (await project.owner.query(FOLDER, { id: run, path })).run.artifactFolder;
    expect(await folder('')).toEqual({
      path: '',
      isCut: false,
      folders: [{ name: 'weights', path: 'weights', files: 3, sizeBytes: 30 }],
      files: [
        { path: 'model.json', name: 'model.json', sizeBytes: 10, url: expect.stringMatching(/^\/files\//) },
        { path: 'weights.txt', name: 'weights.txt', sizeBytes: 10, url: expect.stringMatching(/^\/files\//) },
      ],
    });
    expect(await folder('weights')).toMatchObject({
      folders: [{ name: 'a', path: 'weights/a', files: 2, sizeBytes: 20 }],
      files: [{ path: 'weights/b.bin', name: 'b.bin' }],
    });
    expect(await folder('weights/a')).toMatchObject({ folders: [], files: [{ path: 'weights/a/1.bin' }, { path: 'weights/a/2.bin' }] });
    expect(await folder('weights/%')).toMatchObject({ folders: [], files: [] });
    expect((await project.owner.refused(FOLDER, { id: run, path: '../x' })).code).toBe('INVALID_INPUT');
  });

  test('is one of a list that is read window by window, and no window is too wide', async () => {
    const run = await start();
    const { id } = await upload(project.owner, project.team, 'many.bin', bytes(10, 43));
    for (const path of ['a/1', 'b/1', 'c', 'd', 'e']) await attach(run, id, path);
    const READ = `query ($id: ID!, $first: Int!, $offset: Int!) { run(id: $id) {
      artifacts(first: $first, offset: $offset) { path }
      artifactFolder(first: $first, offset: $offset) { isCut folders { name } files { name } } } }`;
    const read = async (first: number, offset: number) => (await project.owner.query(READ, { id: run, first, offset })).run;
    const names = (...given: string[]) => given.map((name) => ({ name }));
    const paths = (...given: string[]) => given.map((path) => ({ path }));
    expect(await read(3, 0)).toEqual({
      artifacts: paths('a/1', 'b/1', 'c'),
      artifactFolder: { isCut: true, folders: names('a', 'b'), files: names('c') },
    });
    expect(await read(3, 1)).toEqual({
      artifacts: paths('b/1', 'c', 'd'),
      artifactFolder: { isCut: true, folders: names('b'), files: names('c', 'd') },
    });
    expect(await read(3, 2)).toMatchObject({ artifactFolder: { isCut: false, folders: [], files: names('c', 'd', 'e') } });
    expect(await project.owner.refused(READ, { id: run, first: 0, offset: 0 })).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('got 0'),
    });
    expect(await project.owner.refused(READ, { id: run, first: 1, offset: -1 })).toMatchObject({
      message: 'offset must be at least 0, got -1',
    });
    const FOLDER = 'query ($id: ID!) { run(id: $id) { artifactFolder(first: 5001) { isCut } } }';
    expect((await project.owner.refused(FOLDER, { id: run })).message).toBe('first must be 1 to 5000, got 5001');
    const FILES = 'query ($id: ID!) { run(id: $id) { artifacts(first: 10001) { path } } }';
    expect((await project.owner.refused(FILES, { id: run })).message).toBe('first must be 1 to 10000, got 10001');
    const ALL = `query ($team: String!, $slug: String!) { project(team: $team, slug: $slug) { runs(first: 100) { nodes { artifactFolder(first: 5000) { isCut } } } } }`;
    for (let more = 0; more < 10; more++) await start();
    expect((await project.owner.refused(ALL, { team: project.team.slug, slug: project.slug })).message).toContain(
      'first must be at most 50000',
    );
  });
});
