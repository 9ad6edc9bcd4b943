// A spool on a disk that fails. What a file may hold is limited for a program of its own, as on a disk without room: a write stops half-way.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from '../../../../packages/client/src/index.ts';
import { createSpool, readSpool, startUploader } from '../../../../packages/client/src/spool/index.ts';
import { startStubServer, type StubServer } from '../support/stub-server.ts';

let folder: string;
let server: StubServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-trouble-'));
  server = await startStubServer();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const values = () => server.runs[0]!.points.map(({ value }) => value);
const upTo = (count: number) => Array.from({ length: count }, (_, step) => step);

test('a run whose spool cannot be written at all is delivered from memory, with one loud word', async () => {
  const blocked = join(folder, 'a-file');
  writeFileSync(blocked, '');
  const file = join(folder, 'weights.bin');
  writeFileSync(file, 'weights');
  const problems: string[] = [];
  const run = await connect({ url: server.url, key: 'k' }).startRun({
    project: 'team/project',
    capture: false,
    spoolFolder: join(blocked, 'spool'),
    onProblem: (message) => problems.push(message),
  });
  for (let step = 0; step < 1000; step++) run.log({ loss: step });
  run.artifact(file);
  await run.flush();
  expect(await run.finish()).toMatchObject({ complete: true, finished: true, refused: [] });
  expect(values()).toEqual(upTo(1000));
  expect(server.runs[0]).toMatchObject({ outcome: 'FINISHED', artifacts: [{ path: 'weights.bin' }] });
  expect(problems.filter((message) => message.includes('cannot be written'))).toHaveLength(1);
  expect(run.problems.join('\n')).toMatch(/; 0 records were dropped/);
});

test('a disk that fills up in the middle of a record loses no point, stops no training, and leaves nothing behind', async () => {
  if (process.platform === 'win32') return;
  const program = join(import.meta.dirname, '..', 'support', 'log-much.ts');
  const limited = `trap '' XFSZ; ulimit -f 16; exec "$0" "$@"`;
  const { stdout, stderr } = await promisify(execFile)('sh', [
    '-c',
    limited,
    process.execPath,
    program,
    server.url,
    join(folder, 'spool'),
    '3000',
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ complete: true, refused: [], damaged: 0 });
  expect(stderr).toMatch(/cannot be written \(EFBIG/);
  expect(values()).toEqual(upTo(3000));
  expect(server.runs[0]!.outcome).toBe('FINISHED');
  expect(readdirSync(join(folder, 'spool'))).toEqual([]);
});

test('what fits neither on the disk nor into memory is counted', () => {
  const blocked = join(folder, 'a-file');
  writeFileSync(blocked, '');
  const spool = createSpool(join(blocked, 'x.spool'), { memoryBytes: 1000 });
  for (let line = 0; line < 20; line++) spool.append({ kind: 'text', text: 'x'.repeat(70) });
  expect(spool.trouble.waiting + spool.trouble.dropped).toBe(20);
  expect(spool.trouble.dropped).toBe(11);
  spool.close();
});

test('a disk that works again gets what has waited, in order and once', async () => {
  const blocked = join(folder, 'later');
  writeFileSync(blocked, '');
  const path = join(blocked, 'x.spool');
  const spool = createSpool(path);
  spool.append({ kind: 'text', text: 'first' });
  rmSync(blocked);
  spool.append({ kind: 'text', text: 'second' });
  expect(spool.trouble.waiting).toBe(0);
  spool.close();
  expect(readSpool(path)).toMatchObject({ damaged: 0, items: [{ entry: { text: 'first' } }, { entry: { text: 'second' } }] });
});

test('cut at every byte of its last three records, a spool is delivered as far as it is whole, and never wrongly', async () => {
  const path = join(folder, 'whole.spool');
  const spool = createSpool(path);
  const started = { project: 'team/project', start: { idempotencyKey: 'the one run' } };
  spool.append({ kind: 'open', format: 1, url: server.url, writer: 'w', run: started, pid: 0, host: '' });
  for (let line = 0; line < 5; line++) spool.append({ kind: 'text', text: `line ${line}\n` });
  spool.close();
  const bytes = readFileSync(path);
  const ends = readSpool(path).items.map(({ end }) => end);
  // The same records reach the same run again and again: each is stored once, and each cut adds what it has more.
  let longest = 0;
  for (let size = ends[2]!; size <= bytes.length; size++) {
    const cut = join(folder, `cut-${size}.spool`);
    writeFileSync(cut, bytes.subarray(0, size));
    const report = await startUploader({ path: cut, connection: { url: server.url, key: 'k' } }).finish();
    const whole = ends.filter((end) => end <= size).length;
    expect(report).toMatchObject({ complete: true, delivered: whole - 1, refused: [], damaged: ends.includes(size) ? 0 : 1 });
    expect(server.runs).toHaveLength(1);
    expect(server.runs[0]!.text).toBe(
      upTo(Math.max(longest, whole - 1))
        .map((line) => `line ${line}\n`)
        .join(''),
    );
    longest = Math.max(longest, whole - 1);
  }
});
