import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkImports, root } from '../../setup/check/tools.ts';

// One planted breach for each kind of rule: what imports, what it imports, and the rule that must object.
const server = 'apps/server/src';
const breaches: [rule: string, from: string, to: string][] = [
  ['nobody-imports-tests', 'packages/client/src/a.ts', 'test/support/b.ts'],
  ['metrics-imports-nothing', 'packages/metrics/src/a.ts', 'node:fs'],
  ['ml-knows-no-platform', 'packages/ml/src/formats/a.ts', 'apps/agent/src/b.ts'],
  ['ml-knows-no-platform', 'packages/ml/src/formats/b.ts', 'graphql'],
  ['client-knows-no-platform', 'packages/client/src/c.ts', 'packages/ml/src/index.ts'],
  ['server-loads-no-tensorflow', `${server}/a.ts`, '@tensorflow/tfjs'],
  ['server-loads-no-tensorflow', `${server}/b.ts`, 'packages/ml/src/training/train.ts'],
  ['plain-doors-load-no-tensorflow', 'packages/ml/src/fusion/index.ts', '@tensorflow/tfjs'],
  ['agent-has-no-database', 'apps/agent/src/c.ts', 'pg'],
  ['agent-has-no-database', 'apps/agent/src/d.ts', `${server}/context.ts`],
  ['web-knows-only-the-api', 'apps/web/src/lib/a.tsx', `${server}/context.ts`],
  ['web-knows-only-the-api', 'apps/web/src/lib/b.tsx', 'packages/ml/src/recipe/index.ts'],
  ['only-stores-name-the-database', `${server}/slices/runs/rules.ts`, 'pg'],
  ['schema-does-not-reach-the-store', `${server}/slices/runs/schema.ts`, `${server}/slices/runs/store.ts`],
  ['store-is-the-last', `${server}/slices/teams/store.ts`, `${server}/slices/teams/service.ts`],
  ['service-knows-no-graphql', `${server}/slices/files/service.ts`, 'graphql'],
  ['slices-meet-at-services', `${server}/slices/splits/service.ts`, `${server}/slices/files/store.ts`],
  ['types-build-on-types', `${server}/slices/splits/schema.ts`, `${server}/slices/files/input.ts`],
  ['slices-have-a-rank', `${server}/open.ts`, `${server}/slices/odds/service.ts`],
  ['slice-teams-looks-back', `${server}/slices/teams/members.ts`, `${server}/slices/launches/service.ts`],
  ['stage-split-looks-back', 'packages/ml/src/split/a.ts', 'packages/ml/src/model/b.ts'],
  ['layer-charts-looks-back', 'apps/web/src/charts/draw/a.tsx', 'apps/web/src/features/runs/b.tsx'],
  ['features-meet-through-links', 'apps/web/src/features/runs/c.tsx', 'apps/web/src/features/fusions/d.tsx'],
  ['no-circles', 'packages/client/src/x.ts', 'packages/client/src/y.ts'],
  ['nothing-unresolved', 'demo/a.ts', './gone.ts'],
];

let tree: string;
let complaint: string;

beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), 'atelier-imports-'));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const [, from, to] of breaches) {
    plant(
      from,
      `import * as other from ${JSON.stringify(to.includes('/src/') || to.startsWith('test/') ? join(tree, to) : to)};\nexport { other };\n`,
    );
  }
  for (const [, , to] of breaches)
    if (/^(apps|packages|test)\//.test(to) && !breaches.some(([, from]) => from === to)) plant(to, 'export const value = 1;\n');
  plant('packages/client/src/y.ts', `import * as other from './x.ts';\nexport { other };\n`);
  complaint = (await checkImports(tree)) ?? '';
});
afterAll(() => rmSync(tree, { recursive: true }));

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

test.each(breaches)('%s objects when %s imports %s', (rule, from) => {
  expect(complaint).toContain(`error ${rule}: ${from}`);
});

test('every rule has a planted breach, but for the ordered ones, of which there is one for each order, and the one on what is declared', async () => {
  const rules: { forbidden: { name: string }[] } = (await import(join(root, '.dependency-cruiser.mjs'))).default;
  const known = new Set(breaches.map(([rule]) => rule));
  const names = rules.forbidden.map(({ name }) => name).filter((name) => !/^(slice|stage|layer)-\w+-looks-back$/.test(name));
  expect(names.filter((name) => !known.has(name))).toEqual(['only-what-is-declared']);
});
