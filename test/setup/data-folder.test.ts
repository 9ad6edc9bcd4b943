import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRunning, forgetRunning, noteRunning } from '../../setup/platform/data-folder.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'atelier-running-'));

test('a platform that wrote itself down is found until it forgets itself', () => {
  const path = folder();
  expect(findRunning(path)).toBeUndefined();
  noteRunning(path, { pid: process.pid, url: 'http://127.0.0.1:4800' });
  expect(findRunning(path)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:4800' });
  forgetRunning(path);
  expect(findRunning(path)).toBeUndefined();
});

test.runIf(process.platform === 'linux')('a process number that belongs to somebody else now is no running platform', () => {
  const path = folder();
  noteRunning(path, { pid: process.pid, url: 'http://127.0.0.1:4800' });
  const file = join(path, 'running.json');
  const written = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...written, born: `${Number(written.born) - 1}` }));
  expect(findRunning(path)).toBeUndefined();
});
