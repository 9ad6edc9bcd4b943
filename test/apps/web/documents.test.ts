/** The operations of the dashboard as they are generated: the text that is sent. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

it('each is whole with its fragments, and the schema takes it', async () => {
  const schema = buildSchema(readFileSync(join(root, 'schema.graphql'), 'utf8'));
  const modules = await Promise.all(globSync('apps/web/src/generated/*.ts', { cwd: root }).map((file) => import(join(root, file))));
  const documents = modules.flatMap((module: object) => Object.entries(module).filter(([name]) => name.endsWith('Document')));
  expect(documents.length).toBeGreaterThan(50);
  const faults = documents.flatMap(([name, text]) => validate(schema, parse(text)).map(({ message }) => `${name}: ${message}`));
  expect(faults).toEqual([]);
  expect(documents.find(([name]) => name === 'RunDocument')?.[1]).toMatch(/^query Run\(\$id:ID!\)\{.*fragment RunHead on Run\{/);
});
