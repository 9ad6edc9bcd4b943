import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { COMMANDS } from '../../../../packages/client/src/cli/commands.ts';
import { connect, type Run } from '../../../../packages/client/src/index.ts';
import { carryOut, claim, register } from '../../../support/launches.ts';
import { openWorld, type Project, type Split, upload, type World } from '../../../support/world.ts';
import { type, typeJson } from '../support/typed.ts';
import { eventFile } from '../support/event-file.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\nand so on', 'latin1');
const EXACT = [Number.NaN, Infinity, -Infinity, -0, 5e-324, 0.1 + 0.2];

let world: World;
let project: Project;
let split: Split;
let key: string;
let folder: string;
let name: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-cli-'));
  vi.stubEnv('ATELIER_HOME', join(folder, 'home'));
  world = await openWorld();
  split = await world.team().project().dataset().split();
  project = split.dataset.project;
  name = `${project.team.slug}/${project.slug}`;
  key = (await project.team.key()).headers.authorization!.slice('Bearer '.length);
  await logRun('first', 1, [0.9, 0.2, 0.7, 0.4]);
  await logRun('second', 2, [0.6, 0.3, 0.2, 0.9]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (options: object): Promise<Run> =>
  connect({ url: world.url, key }).startRun({ project: name, capture: false, spoolFolder: join(folder, 'spool'), ...options });

/** A finished run: ten epochs, exact values, predictions of four test samples. */
async function logRun(called: string, lr: number, scores: number[]): Promise<void> {
  const run = await start({ name: called, params: { lr, model: 'mlp' }, tags: ['draft'], split: split.id });
  for (let epoch = 1; epoch <= 10; epoch++) run.log({ val_loss: lr / epoch, val_accuracy: 1 - lr / 10 / epoch }, { step: epoch });
  EXACT.forEach((value, step) => run.log({ exact: value }, { step, time: 1_700_000_000_000 + step }));
  run.logPredictions({
    part: 'TEST',
    classes: ['air', 'reel'],
    scores: scores.flatMap((score) => [1 - score, score]),
    truth: [1, 0, 1, 0],
    sampleIds: ['a', 'b', 'c', 'd'],
  });
  await run.finish();
}

describe('atelier login', () => {
  test('needs to be done first, and says so', async () => {
    expect(await type('runs')).toMatchObject({ code: 2, stderr: expect.stringMatching(/no server is known: use `atelier login/) });
  });

  test('refuses a key that the server does not know, and keeps nothing', async () => {
    expect(await type('login', '--url', world.url, '--key', 'atl_none_none')).toMatchObject({ code: 3 });
    expect(await type('login', '--url', 'ftp://x', '--key', key)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/http:\/\/ or https:\/\//),
    });
    expect(await type('login', '--url', 'http://127.0.0.1:1', '--key', key)).toMatchObject({ code: 5 });
    expect(await type('runs')).toMatchObject({ code: 2 });
  });

  test('keeps address, key and project for the commands after it, for nobody else to read', async () => {
    const settings = join(folder, 'home', 'settings.json');
    mkdirSync(join(folder, 'home'), { recursive: true });
    // One that somebody else may read, which it is not to stay.
    writeFileSync(settings, '{}', { mode: 0o644 });
    const { code, stdout } = await type('login', '--url', world.url, '--key', key, '--project', name);
    expect(code).toBe(0);
    expect(stdout).toContain(`it sees ${project.team.slug} (member)`);
    expect(statSync(settings).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'home')).filter((file) => file.startsWith('settings'))).toEqual(['settings.json']);
    expect((await type('runs')).code).toBe(0);
  });
});

describe('atelier runs', () => {
  test('lists runs as a table', async () => {
    const { stdout } = await type('runs', '--columns', 'params.lr,metrics.val_loss.min,test.accuracy');
    const [heading, second, first] = stdout.split('\n');
    expect(heading).toMatch(/^run\s+name\s+kind\s+status\s+lr\s+val_loss\.min\s+test\.accuracy\s+took$/);
    expect(second).toMatch(/^#2\s+second\s+external\s+finished\s+2\s+0\.2\s+0\.5 \(.*–.*\)/);
    expect(first).toMatch(/^#1\s+first\s+external\s+finished\s+1\s+0\.1\s+1 \(/);
  });

  test('filters, sorts and limits by any column', async () => {
    const numbers = async (...args: string[]) => (await typeJson<{ number: number }[]>('runs', ...args)).map(({ number }) => number);
    expect(await numbers('--filter', 'params.lr < 2')).toEqual([1]);
    expect(await numbers('--order', 'metrics.val_loss')).toEqual([2, 1]);
    expect(await numbers('--order', 'metrics.val_loss', '--ascending')).toEqual([1, 2]);
    expect(await numbers('--limit', '1')).toEqual([2]);
    expect(await typeJson('runs', '--filter', 'name = first', '--columns', 'params.lr,metrics.exact')).toMatchObject([
      { cells: [1, 0.1 + 0.2] },
    ]);
  });

  test('says what is wrong with a filter, a limit, a project', async () => {
    expect(await type('runs', '--filter', 'params.lr <')).toMatchObject({ code: 2, stderr: expect.stringMatching(/^atelier: .+/) });
    expect(await type('runs', '--limit', 'many')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/whole number above 0, got many/),
    });
    expect(await type('runs', '--project', `${project.team.slug}/absent`)).toMatchObject({ code: 4 });
    expect(await type('runs', '--project', 'absent')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/TEAM\/PROJECT; got "absent"/),
    });
    const { stderr } = await type('runs', '--filter', 'params.lr <', '--json');
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'INVALID_INPUT', message: expect.any(String) } });
  });
});

describe('atelier run show and compare', () => {
  test('show one run with params, metrics and evaluation', async () => {
    const { stdout } = await type('run', 'show', '#1');
    expect(stdout).toMatch(/^#1 first: finished\n/);
    expect(stdout).toMatch(/"lr":1/);
    expect(stdout).toMatch(/val_loss\s+0\.1\s/);
    expect(await typeJson('run', 'show', '1')).toMatchObject({ number: 1, evaluation: { part: 'TEST', samples: 4 } });
    expect(await type('run', 'show', '99')).toMatchObject({ code: 4, stderr: expect.stringMatching(/no run #99 in/) });
    expect(await type('run', 'show')).toMatchObject({ code: 2 });
  });

  test('compare runs: what differs, and whether it can be told apart', async () => {
    const { stdout } = await type('compare', '1', '2');
    expect(stdout).toMatch(/#1 first\s+#2 second/);
    expect(stdout).toMatch(/\nlr\s+1\s+2/);
    expect(await typeJson('compare', '1', '2')).toMatchObject({ sameSamples: true, runs: [{ number: 1 }, { number: 2 }] });
    expect(await type('compare', '1')).toMatchObject({ code: 2, stderr: expect.stringMatching(/at least 2 runs.*got 1/) });
  });
});

describe('atelier columns, groups and datasets', () => {
  test('columns lists what there is to show, filter and sort by', async () => {
    const { stdout } = await type('columns', 'lr');
    expect(stdout).toMatch(/^column\s+runs\s+values\nparams\.lr\s+2\s+1 to 2$/m);
    expect(await typeJson('columns', 'val_loss')).toMatchObject([expect.objectContaining({ kind: 'METRIC', count: 2 })]);
  });

  test('groups puts runs together and gives means with intervals', async () => {
    expect((await type('groups', '--by', 'params', '--except', 'lr', '--measures', 'test.accuracy')).stdout).toMatch(
      /^group\s+runs\s+test\.accuracy\n.*mlp.*\s2\s+0\.75 \(.*–.*\)\n$/,
    );
    expect(await typeJson('groups', '--by', 'params.lr', '--order', 'test.accuracy')).toMatchObject([
      { key: [1], count: 1, measures: [{ column: 'test.accuracy', mean: 1, low: null }] },
      { key: [2], count: 1 },
    ]);
    expect(await type('groups')).toMatchObject({ code: 2, stderr: expect.stringMatching(/--by COLUMN/) });
  });

  test('datasets gives the ids of versions and splits', async () => {
    expect((await type('datasets')).stdout).toContain(split.id);
    expect(await typeJson('datasets')).toMatchObject([{ versions: [{ id: split.dataset.versionId, splits: [{ id: split.id }] }] }]);
  });
});

describe('atelier export', () => {
  test('writes every float64 so that it reads back as it was, in all formats', async () => {
    const csv = (await type('export', '1')).stdout.trim().split('\n');
    expect(csv[0]).toBe('run,key,step,value,time');
    const cells = csv.map((line) => line.split(',')).filter(([, metric]) => metric === 'exact');
    expect(cells.map(([, , , value]) => Number(value)).every((value, index) => Object.is(value, EXACT[index]))).toBe(true);
    expect(cells[0]![4]).toBe('2023-11-14T22:13:20.000Z');

    const lines = (await type('export', '1', '--format', 'ndjson')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter((line) => line.key === 'exact').map(({ value }) => value)).toEqual([
      'NaN',
      'Infinity',
      '-Infinity',
      '-0',
      5e-324,
      0.1 + 0.2,
    ]);

    const file = join(folder, 'points.parquet');
    expect(await typeJson('export', '1', '2', '--out', file)).toEqual({ file, format: 'parquet' });
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
    expect(rows).toHaveLength(2 * (10 + 10 + EXACT.length));
    const exact = rows.filter((row) => row.run === 1n && row.key === 'exact');
    expect(exact.every(({ value }, index) => Object.is(value, EXACT[index]))).toBe(true);
    expect(exact[3]).toMatchObject({ step: 3, time: new Date(1_700_000_000_003) });
  });

  test('writes predictions, a row for each sample', async () => {
    const { stdout } = await type('export', '1', '--predictions', 'test');
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'sample,row,truth,predicted,score air,score reel',
      expect.stringMatching(/^a,-?\d*,reel,reel,0\.1/),
    ]);
    expect(await type('export', '1', '--predictions', 'train')).toMatchObject({ code: 4 });
    const exported = async (predictions: object) => {
      const run = await start({ tags: ['imported'] });
      run.logPredictions({ part: 'TEST', sampleIds: ['a', 'b'], ...predictions } as never);
      await run.finish();
      return (await type('export', run.id!, '--predictions', 'test')).stdout.trim().split('\n');
    };
    expect(await exported({ classes: ['x', 'y'], labels: [1, 0, 1, 1], scores: [0.75, 0.25, 0.5, 1] })).toEqual([
      'sample,row,truth x,truth y,score x,score y',
      expect.stringMatching(/^a,.*,1,0,0\.75,0\.25$/),
      expect.stringMatching(/^b,.*,1,1,0\.5,1$/),
    ]);
    expect(await exported({ outputs: ['size'], values: [0.1, 2], scores: [0.5, 1.5] })).toEqual([
      'sample,row,truth size,predicted size',
      expect.stringMatching(/^a,.*,0\.1,0\.5$/),
      expect.stringMatching(/^b,.*,2,1\.5$/),
    ]);
  });

  test('leaves no half file behind, and says what it cannot do', async () => {
    expect(await type('export', '99', '--out', join(folder, 'none.csv'))).toMatchObject({ code: 4 });
    expect(await type('export', '1', '--format', 'xls')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/csv, ndjson, parquet, got xls/),
    });
    expect(await type('export', '1', '--format', 'parquet')).toMatchObject({ code: 2 });
    expect(readdirSync(folder).filter((file) => file.startsWith('none') || file.endsWith('.part'))).toEqual([]);
  });
});

describe('atelier import', () => {
  test('brings back what export wrote, point for point', async () => {
    const file = join(folder, 'again.csv');
    writeFileSync(file, (await type('export', '1')).stdout);
    const [imported] = await typeJson<{ id: string; points: number }[]>('import', file, '--tags', 'imported');
    expect(imported).toMatchObject({ points: 26 });
    const strip = (text: string) => text.split('\n').map((line) => line.replace(/^\d+,/, ''));
    expect(strip((await type('export', imported!.id)).stdout)).toEqual(strip(readFileSync(file, 'utf8')));
    expect(await typeJson('run', 'show', imported!.id)).toMatchObject({ status: 'FINISHED', tags: ['imported'] });
  });

  test('makes a run of each folder of TensorBoard’s event files', async () => {
    mkdirSync(join(folder, 'logs', 'lr', 'high'), { recursive: true });
    writeFileSync(
      join(folder, 'logs', 'events.out.tfevents.1.host'),
      eventFile([{ tag: 'loss', step: 1, value: 0.5, time: 1_700_000_000 }]),
    );
    writeFileSync(
      join(folder, 'logs', 'lr', 'high', 'events.out.tfevents.1.host'),
      eventFile([
        { tag: 'train/acc', step: -3, value: 0.25, time: 1_700_000_001 },
        { tag: 'note', step: 0, other: true, time: 1 },
        { tag: '../drawn//sample', step: 2, picture: PNG, time: 1 },
        { tag: '../drawn//sample', step: 2, picture: PNG, asTensor: true, time: 1 },
        { tag: 'weights', step: 1, bins: [[0, 1, 3]], time: 1 },
        { tag: 'weights', step: 2, bins: [[0, 2, 3]], asTensor: true, time: 2 },
      ]),
    );
    const { stdout } = await type('import', join(folder, 'logs'));
    expect(stdout).toMatch(/^logs: 1 points; \S+\nlr\/high: 1 points, 2 pictures, 2 histograms, 1 of another kind left out; \S+\n$/);
    const id = stdout.trim().split(' ').at(-1)!;
    expect((await type('export', id)).stdout).toMatch(/\d+,train\/acc,-3,0\.25,2023-11-14T22:13:21\.000Z/);
    const READ = 'query ($id: ID!) { run(id: $id) { artifacts { path kind file { url sizeBytes mediaType } } } }';
    const { artifacts } = (await project.owner.query(READ, { id })).run;
    expect(artifacts.map(({ path, kind }: { path: string; kind: string }) => [path, kind])).toEqual([
      ['histograms/weights.ndjson', 'histogram'],
      ['pictures/drawn/sample/2-2.png', 'picture'],
      ['pictures/drawn/sample/2.png', 'picture'],
    ]);
    expect(artifacts[1].file).toMatchObject({ mediaType: 'image/png', sizeBytes: PNG.length });
    expect(await (await project.owner.fetch(artifacts[0].file.url)).text()).toBe(
      '{"step":1,"time":1000,"bins":[[0,1,3]]}\n{"step":2,"time":2000,"bins":[[0,2,3]]}\n',
    );
  });

  test('makes nothing of a file that it does not understand', async () => {
    const runs = async () => (await typeJson<unknown[]>('runs', '--limit', '500')).length;
    const before = await runs();
    const file = join(folder, 'bad.csv');
    writeFileSync(file, 'step,loss\n1,0.5\n2,high\n');
    expect(await type('import', file)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/bad\.csv, row 3, column loss: a number was expected, found "high"/),
    });
    expect(await type('import', join(folder, 'nowhere'))).toMatchObject({ code: 2, stderr: expect.stringMatching(/ENOENT/) });
    expect(await type('import', join(folder, 'home'))).toMatchObject({ code: 2, stderr: expect.stringMatching(/no event files/) });
    expect(await runs()).toBe(before);
  });
});

describe('atelier launch and watch', () => {
  test('launch what a file says, and show it until it ends', async () => {
    const file = join(folder, 'cnn.json');
    writeFileSync(
      file,
      JSON.stringify({ split: split.id, view: 'images', model: { cnn: { filters: [4], dense: [8] } }, training: { epochs: 2 } }),
    );
    const watching = type('launch', file, '--seed', '7', '--name', 'launched', '--watch');
    const agent = await register(world);
    let claimed = await claim(world, agent, 10_000);
    await carryOut(claimed!, 0.9, 1);
    const { code, stdout } = await watching;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^#\d+ launched is queued; \S+\n/);
    expect(stdout).toMatch(/launched: finished\n {2}loss\s+\S+\s+1\n {2}val_loss\s+\S+\s+1\.5\n$/);
    expect(await typeJson('run', 'show', claimed!.runId)).toMatchObject({ params: { seed: 7 } });

    await typeJson('launch', file);
    claimed = await claim(world, agent, 10_000);
    await claimed!.api.query('mutation ($input: FinishLaunchInput!) { finishLaunch(input: $input) { id } }', {
      input: { launch: claimed!.launchId, outcome: 'FAILED', reason: 'no luck', retry: false },
    });
    expect(await type('watch', claimed!.runId)).toMatchObject({ code: 1, stdout: expect.stringMatching(/failed, no luck/) });
  }, 60_000);

  test('watch asks for curves when they have grown, and not each second', async () => {
    const run = await start({ name: 'watched' });
    run.log({ loss: 1 }, { step: 1 });
    await run.flush();
    await expect.poll(() => run.id).toBeDefined();
    const sent = vi.spyOn(globalThis, 'fetch');
    const asked = (what: string) => sent.mock.calls.filter(([, init]) => String(init?.body).includes(what)).length;
    const watching = type('watch', run.id!);
    await expect.poll(() => asked('query runProgress'), { timeout: 10_000 }).toBeGreaterThan(3);
    expect(asked('query curves')).toBeLessThanOrEqual(2);
    run.log({ loss: 0.5 }, { step: 2 });
    await run.finish();
    expect((await watching).stdout).toMatch(/watched: finished\n {2}loss\s+\S+\s+0\.5\n$/);
    sent.mockRestore();
  }, 30_000);

  test('evaluate tests a finished model on other works', async () => {
    const file = join(folder, 'to-evaluate.json');
    const training = { split: split.id, view: 'images', model: { cnn: { filters: [4], dense: [8] } }, training: { epochs: 1 } };
    writeFileSync(file, JSON.stringify(training));
    const { id } = await typeJson<{ id: string }>('launch', file);
    expect(await type('evaluate', id, '--version', split.dataset.versionId)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/is QUEUED/),
    });
    const claimed = await claim(world, await register(world), 10_000);
    const model = await upload(claimed!.api, project.team, 'model', 'weights');
    await claimed!.api.query('mutation ($input: AttachArtifactInput!) { attachArtifact(input: $input) { id } }', {
      input: { run: id, path: 'model.atelier', kind: 'model', file: model.id },
    });
    await carryOut(claimed!, 0.9, 2);
    const { addSampleDataset } = await project.owner.query('mutation ($project: ID!) { addSampleDataset(project: $project) { id } }', {
      project: project.id,
    });
    expect(await type('evaluate', id)).toMatchObject({ code: 2, stderr: expect.stringMatching(/--version ID/) });
    expect(await typeJson('evaluate', id, '--version', addSampleDataset.id, '--name', 'elsewhere')).toMatchObject({
      name: 'elsewhere',
      kind: 'EVALUATION',
      status: 'QUEUED',
    });
  }, 60_000);

  test('say what is wrong with a file', async () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"split": ');
    expect(await type('launch', file)).toMatchObject({ code: 2, stderr: expect.stringMatching(/cannot be read as JSON/) });
    expect(await type('launch', join(folder, 'absent.json'))).toMatchObject({ code: 2, stderr: expect.stringMatching(/ENOENT/) });
    writeFileSync(file, JSON.stringify({ split: split.id, view: 'images', model: {}, training: {} }));
    expect(await type('launch', file)).toMatchObject({ code: 2 });
  });
});

describe('atelier sync', () => {
  test('delivers what a program logged offline', async () => {
    const spoolFolder = join(folder, 'offline');
    const run = await start({ name: 'offline', offline: true, spoolFolder });
    run.log({ loss: 1 });
    await run.finish();
    expect(await typeJson('sync', '--folder', spoolFolder)).toMatchObject([{ left: 'running' }]);
    expect(await typeJson('sync', '--folder', spoolFolder, '--url', 'http://127.0.0.1:1', '--all')).toMatchObject([
      { left: 'other server' },
    ]);
    const [synced] = await typeJson<{ run: string }[]>('sync', '--folder', spoolFolder, '--all');
    expect(synced).toMatchObject({ complete: true, finished: true, refused: [] });
    expect(await typeJson('run', 'show', synced!.run)).toMatchObject({ name: 'offline', status: 'FINISHED' });
    expect(await type('sync', '--folder', spoolFolder)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Nothing waits in/) });
  });

  test('delivers to the address that a server has moved to, where it is the same one', async () => {
    const spoolFolder = join(folder, 'moved');
    const former = connect({ url: 'http://127.0.0.1:1', key });
    const options = { capture: false, offline: true, spoolFolder } as const;
    const fresh = await former.startRun({ ...options, project: name, name: 'moved' });
    const elsewhere = await former.startRun({ ...options, project: 'nobody/nothing' });
    const known = await former.resumeRun((await typeJson<{ id: string }[]>('runs', '--limit', '1'))[0]!.id, options);
    const unknown = await former.resumeRun(Buffer.from('Run:01a20fd5-8f03-7769-8a4b-df077633b139').toString('base64'), options);
    for (const run of [fresh, elsewhere, known, unknown]) {
      run.log({ loss: 1 });
      await run.finish();
    }
    expect(await type('sync', '--folder', spoolFolder, '--all')).toMatchObject({
      stdout: expect.stringMatching(/left alone, it is for http:\/\/127\.0\.0\.1:1; .* or say --moved/),
    });
    const synced = await typeJson<{ left?: string; complete?: boolean }[]>('sync', '--folder', spoolFolder, '--all', '--moved');
    expect(synced.map(({ left, complete }) => left ?? complete).toSorted()).toEqual([true, true, 'unknown there', 'unknown there']);
    expect(await typeJson('runs', '--filter', 'name = moved')).toMatchObject([{ status: 'FINISHED' }]);
    expect(readdirSync(spoolFolder).filter((file) => file.endsWith('.spool'))).toHaveLength(2);
  });
});

describe('what runs are sorted and put away by', () => {
  test('tag adds and takes away', async () => {
    expect(await typeJson('tag', '1', '2', '--add', 'paper', '--remove', 'draft')).toEqual({ changed: 2 });
    expect(await typeJson('run', 'show', '1')).toMatchObject({ tags: ['paper'] });
    expect(await type('tag', '1')).toMatchObject({ code: 2 });
  });

  test('archive puts aside, unarchive brings back', async () => {
    const isListed = async () => (await typeJson<{ number: number }[]>('runs', '--limit', '500')).some(({ number }) => number === 2);
    expect(await typeJson('archive', '2')).toEqual({ archived: 1 });
    expect(await isListed()).toBe(false);
    expect(await typeJson('unarchive', '2')).toEqual({ unarchived: 1 });
    expect(await isListed()).toBe(true);
  });

  test('delete moves to the trash, by name or by filter, and restore takes out again', async () => {
    expect(await type('delete')).toMatchObject({ code: 2 });
    expect(await typeJson('delete', '2')).toMatchObject({ deleted: 1 });
    expect(await type('run', 'show', '2')).toMatchObject({ code: 4 });
    expect((await type('runs', '--trash')).stdout).toMatch(/#2\s+second/);
    expect(await type('restore', '77')).toMatchObject({ code: 4, stderr: expect.stringMatching(/no run #77 in the trash/) });
    expect(await type('restore', '2')).toMatchObject({ code: 0, stdout: '1 taken out of the trash\n' });
    expect(await typeJson('run', 'show', '2')).toMatchObject({ number: 2 });
    expect(await typeJson('delete', '--filter', 'tags = imported')).toMatchObject({ deleted: 3 });
  });

  test('move takes runs to another project of the team', async () => {
    const { createProject } = await project.owner.query(
      'mutation ($team: ID!) { createProject(team: $team, name: "Elsewhere") { slug } }',
      { team: project.team.id },
    );
    const [imported] = (await typeJson<{ number: number; name: string }[]>('runs', '--filter', 'name = logs'))!;
    expect(await typeJson('move', String(imported!.number), '--to', `${project.team.slug}/${createProject.slug}`)).toEqual({ moved: 1 });
    expect(await typeJson('runs', '--project', `${project.team.slug}/${createProject.slug}`)).toMatchObject([{ name: 'logs' }]);
    expect(await type('move', '1')).toMatchObject({ code: 2, stderr: expect.stringMatching(/--to TEAM\/PROJECT/) });
  });
});

describe('the command line', () => {
  test('explains itself', async () => {
    const { code, stdout } = await type('--help');
    expect(code).toBe(0);
    for (const command of COMMANDS) {
      expect(stdout).toContain(`\n  ${command.name} `);
      expect((await type(...command.name.split(' '), '--help')).stdout).toContain(`  $ ${command.examples[0]}`);
    }
    expect(await type('frobnicate')).toMatchObject({ code: 2, stderr: expect.stringMatching(/no command "frobnicate"/) });
    expect(await type('runs', '--nonsense')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/'--nonsense'.*\n`atelier runs --help`/),
    });
    expect(JSON.parse((await type('frobnicate', '--json')).stderr)).toMatchObject({ error: { code: 'USAGE' } });
  });

  test('does not let a key do more than it may', async () => {
    const weak = (await project.team.key({ role: 'VIEWER', scopes: ['read'] })).headers.authorization!.slice('Bearer '.length);
    expect(await type('delete', '1', '--key', weak)).toMatchObject({ code: 3 });
    expect(await type('runs', '--key', weak)).toMatchObject({ code: 0 });
  });

  test('logout forgets the key', async () => {
    expect((await type('logout')).code).toBe(0);
    expect(await type('runs')).toMatchObject({ code: 2 });
  });
});
