import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { writeSampleSet } from '../../../../packages/ml/src/dataset/sample/write-sample-set.ts';

const ROOT = path.join(import.meta.dirname, '../../../..');

it("the guide's program runs from two arrays to a fused result", { timeout: 180_000 }, async () => {
  const guide = await fs.readFile(path.join(ROOT, 'docs/guides/train-and-fuse.md'), 'utf8');
  const program = /```ts\n(.*?)```/s.exec(guide)![1]!;
  // Beside the sources, so that the program finds the packages by name as it would in a project of its own.
  await fs.mkdir(path.join(ROOT, 'test-results'), { recursive: true });
  const folder = await fs.mkdtemp(path.join(ROOT, 'test-results/guide-'));
  try {
    await writeSampleSet({ folder, samples: 120 });
    await fs.rename(path.join(folder, 'images.npy'), path.join(folder, 'paintings.npy'));
    await fs.rename(path.join(folder, 'notes.npy'), path.join(folder, 'music.npy'));
    await fs.writeFile(path.join(folder, 'program.ts'), program);
    const { stdout } = await promisify(execFile)(process.execPath, ['program.ts'], { cwd: folder });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => /^(.*) ([\d.]+)$/.exec(line)!.slice(1));
    expect(lines.map(([name]) => name)).toEqual(['paintings', 'music', 'weighted of 2']);
    expect(lines.every(([, accuracy]) => Number(accuracy) >= 0 && Number(accuracy) <= 1)).toBe(true);
    expect(
      program
        .trim()
        .split('\n')
        .filter((line) => line.trim() !== '').length,
    ).toBeLessThanOrEqual(30);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
});
