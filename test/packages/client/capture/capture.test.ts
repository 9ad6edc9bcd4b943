import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { capture, describeProgram } from '../../../../packages/client/src/capture/capture.ts';
import { captureConsole } from '../../../../packages/client/src/capture/console.ts';
import { describeGit } from '../../../../packages/client/src/capture/git.ts';
import { watchGpu } from '../../../../packages/client/src/capture/gpu.ts';
import { describePackages } from '../../../../packages/client/src/capture/packages.ts';
import { captureSystem } from '../../../../packages/client/src/capture/system.ts';
import type { Recorder } from '../../../../packages/client/src/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-capture-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd: folder, encoding: 'utf8' }).trim();

describe('describing the code', () => {
  test('names commit, branch and remote, and says when something is changed', async () => {
    expect(await describeGit(folder)).toBeUndefined();
    git('init', '-q', '-b', 'trunk');
    expect(await describeGit(folder)).toBeUndefined();
    writeFileSync(join(folder, 'train.js'), 'a');
    git('add', '.');
    git('commit', '-q', '-m', 'First');
    git('remote', 'add', 'origin', 'https://ada:hunter2hunter2@example.org/x.git');
    const clean = { commit: git('rev-parse', 'HEAD'), branch: 'trunk', dirty: false, remote: 'https://ada:[redacted]@example.org/x.git' };
    expect(await describeGit(folder)).toEqual(clean);
    writeFileSync(join(folder, 'notes.txt'), 'untracked');
    expect(await describeGit(folder)).toEqual(clean);
    writeFileSync(join(folder, 'train.js'), 'b');
    expect(await describeGit(folder)).toEqual({ ...clean, dirty: true });
    git('checkout', '-q', '--detach');
    expect(await describeGit(folder)).not.toHaveProperty('branch');
  });

  test('lists what is installed, not what was asked for, from folders above too', async () => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: { present: '^1.0.0', absent: '*' } }));
    mkdirSync(join(folder, 'node_modules', 'present'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', 'present', 'package.json'), '{"version":"1.2.3"}');
    mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
    expect(await describePackages(join(folder, 'src', 'deep'))).toEqual({ present: '1.2.3' });
    writeFileSync(join(folder, 'package.json'), 'not JSON');
    expect(await describePackages(folder)).toBeUndefined();
  });

  test('each part has a switch', async () => {
    const all = Object.keys(await describeProgram(true));
    expect(all).toEqual(expect.arrayContaining(['command', 'node', 'host', 'git', 'packages', 'environment']));
    expect(await describeProgram(false)).toEqual({});
    const parts = {
      command: ['command'],
      machine: ['node', 'system', 'host', 'processor', 'cores', 'memoryBytes'],
      git: ['git'],
      packages: ['packages'],
      environment: ['environment'],
    };
    for (const [part, keys] of Object.entries(parts)) {
      const without = Object.keys(await describeProgram({ [part]: false }));
      expect(all.filter((key) => !without.includes(key)).sort()).toEqual([...keys].sort());
    }
  });
});

describe('capturing the console', () => {
  test('hears both outputs while it lasts, lets them through, and leaves no trace', () => {
    const [stdout, stderr] = [process.stdout.write, process.stderr.write];
    const through: string[] = [];
    process.stdout.write = ((text: string) => through.push(text) > 0) as typeof process.stdout.write;
    process.stderr.write = process.stdout.write;
    const replaced = process.stdout.write;
    try {
      const heard: string[] = [];
      const stop = captureConsole((text) => heard.push(text));
      process.stdout.write('one');
      process.stderr.write(Buffer.from('two') as never);
      stop();
      process.stdout.write('three');
      expect(heard).toEqual(['one', 'two']);
      expect(through.map(String)).toEqual(['one', 'two', 'three']);
      expect(process.stdout.write).toBe(replaced);
    } finally {
      process.stdout.write = stdout;
      process.stderr.write = stderr;
    }
  });

  test('is not brought down, nor sent round in circles, by a listener that prints or throws', () => {
    const original = process.stderr.write;
    process.stderr.write = (() => true) as typeof process.stderr.write;
    const heard: string[] = [];
    const stop = captureConsole((text) => {
      heard.push(text);
      process.stderr.write('about it');
      throw new Error('no room');
    });
    try {
      expect(() => process.stderr.write('one')).not.toThrow();
      expect(heard).toEqual(['one']);
    } finally {
      stop();
      process.stderr.write = original;
    }
  });
});

describe('measuring the system', () => {
  test('tells CPU and memory of this process by seconds', async () => {
    const values = await new Promise<Record<string, number>>((resolve) => {
      const stop = captureSystem(
        (found, second) => {
          stop();
          resolve({ ...found, second });
        },
        { firstMs: 60, everyMs: 1000 },
      );
      const until = performance.now() + 50;
      while (performance.now() < until);
    });
    expect(values['system/cpu_percent']).toBeGreaterThan(5);
    expect(values['system/cpu_percent']).toBeLessThan(800);
    expect(values['system/memory_bytes']).toBeGreaterThan(10_000_000);
    expect(values.second).toBe(0);
    expect(values).not.toHaveProperty('system/gpu_percent');
  });

  // What nvidia-smi answers, by what it is asked.
  function withGpus(apps: string, gpus: string): void {
    const program = `#!/bin/sh\ncase "$1" in *compute-apps*) printf '${apps}';; *) printf '${gpus}';; esac\n`;
    writeFileSync(join(folder, 'nvidia-smi'), program);
    chmodSync(join(folder, 'nvidia-smi'), 0o755);
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
  }

  test('looks at the GPUs of this process alone', async () => {
    withGpus(
      `${process.pid}, GPU-a, 1000\\n99999999, GPU-b, 70000\\n${process.pid}, GPU-c, 500\\n`,
      'GPU-a, 40\\nGPU-b, 100\\nGPU-c, 60\\n',
    );
    expect(await watchGpu()()).toEqual({ percent: 50, memoryBytes: 1500 * 2 ** 20 });
    expect(await watchGpu(99999999)()).toEqual({ percent: 100, memoryBytes: 70_000 * 2 ** 20 });
    expect(await watchGpu(1)()).toBeUndefined();
  });

  test('takes what the driver does not say for unknown, not for zero', async () => {
    withGpus(`${process.pid}, GPU-a, 1000\\n`, 'GPU-a, [N/A]\\n');
    expect(await watchGpu()()).toEqual({ percent: undefined, memoryBytes: 1000 * 2 ** 20 });
  });

  test('asks once only where there is no nvidia-smi', async () => {
    vi.stubEnv('PATH', folder);
    const gpu = watchGpu();
    expect(await gpu()).toBeUndefined();
    withGpus(`${process.pid}, GPU-a, 1000\\n`, 'GPU-a, 1\\n');
    expect(await gpu()).toBeUndefined();
  });
});

test('console and system have switches too', () => {
  const original = process.stdout.write;
  const recorder = { logOutput: () => {}, logSystem: () => {} } as unknown as Recorder;
  const stop = capture(recorder, { console: false });
  expect(process.stdout.write).toBe(original);
  stop();
  const stopAll = capture(recorder, { system: false });
  expect(process.stdout.write).not.toBe(original);
  stopAll();
  expect(process.stdout.write).toBe(original);
});
