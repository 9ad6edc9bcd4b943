/** The package as others get it: compiled, packed, installed from the tarball alone in an empty folder, and used from plain JavaScript. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as metrics from '@atelier/metrics';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked, oldestNode } from '../../support/packed.ts';

const repository = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'atelier-packed-'));
const installed = join(folder, 'node_modules', '@atelier', 'metrics');

function run(source: string): string {
  writeFileSync(join(folder, 'main.mjs'), source);
  return execFileSync(oldestNode, ['main.mjs'], { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH } });
}

beforeAll(() => {
  installPacked('metrics', folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('installs offline, and gives the same functions and the same numbers', () => {
  const printed = run(`
    import * as metrics from '@atelier/metrics';
    const sweep = metrics.createFusionSweep({ members: [[0.9, 0.2, 0.6], [0.3, 0.1, 0.2]], labels: [1, 0, 0] });
    console.log(JSON.stringify({ names: Object.keys(metrics).sort(), auc: metrics.rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), fused: sweep.at([1, 1]).auc }));
  `);
  expect(JSON.parse(printed)).toEqual({ names: Object.keys(metrics).sort(), auc: 0.75, fused: 1 });
});

test('brings JavaScript and declarations and no TypeScript that would have to be stripped', () => {
  const { exports, private: isPrivate } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(exports).toEqual({ '.': { types: './dist/index.d.ts', default: './dist/index.js' } });
  expect(isPrivate).toBeUndefined();
  expect(existsSync(join(installed, 'src'))).toBe(false);
  expect(readFileSync(join(installed, 'dist', 'index.d.ts'), 'utf8')).not.toMatch(/from '[^']+\.ts'/);
});

test('its declarations hold a program to the right types', () => {
  const check = (program: string) => {
    mkdirSync(join(folder, 'typed'), { recursive: true });
    writeFileSync(join(folder, 'typed', 'main.ts'), program);
    const compiler = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', '', 'typed/main.ts'];
    return spawnSync(process.execPath, [compiler, '--ignoreConfig', ...options], { cwd: folder, encoding: 'utf8' }).stdout;
  };
  expect(check("import { rocAuc } from '@atelier/metrics';\nexport const auc: number = rocAuc([0, 1], [0.1, 0.9]);\n")).toBe('');
  expect(check("import { rocAuc } from '@atelier/metrics';\nexport const auc: string = rocAuc([0, 1], [0.1, 0.9]);\n")).toMatch(/TS2322/);
});

test('what is not imported is not bundled', async () => {
  const bundleOf = async (program: string) => {
    writeFileSync(join(folder, 'entry.mjs'), program);
    const bundle = await rolldown({ input: join(folder, 'entry.mjs'), cwd: folder });
    const { output } = await bundle.generate({ format: 'esm', minify: true });
    return output[0].code;
  };
  const whole = await bundleOf("export * from '@atelier/metrics';");
  const one = await bundleOf("export { accuracy } from '@atelier/metrics';");
  const others = ['delongTest', 'bootstrap', 'createFusionSweep', 'fitPlatt', 'friedman'];
  const namedIn = (code: string) => others.filter((name) => code.includes(`\`${name}\``));
  expect(namedIn(whole)).toEqual(others);
  expect(namedIn(one)).toEqual([]);
  expect(one.length).toBeLessThan(whole.length / 8);
});
