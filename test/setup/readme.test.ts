// What the documents tell people to type must exist.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../setup/check/tools.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const documents = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md'], { cwd: root });
const commands = documents.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => (block ?? '').split('\n'));
  const inline = [...text.matchAll(/`(npm [^`]+)`/g)].map(([, command]) => command ?? '');
  return [...blocks, ...inline].filter((line) => /^npm (start|test|run)\b/.test(line)).map((command) => [file, command] as const);
});

test('README has the two commands that do all', () => {
  expect(commands).toContainEqual(['README.md', 'npm start']);
  expect(commands).toContainEqual(['README.md', 'npm test']);
});

test.each(commands)('%s tells to type %s, which is a script of the project', (_, command) => {
  const [, first = '', second = ''] = command.split(/\s+/);
  const script = first === 'run' ? second : first;
  expect(scripts).toHaveProperty(script);
  const file = scripts[script]?.match(/^node setup\/run\.mjs (\S+\.ts)/)?.[1];
  if (file) expect(existsSync(join(root, file)), file).toBe(true);
});

const links = documents.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
    ([, target]) => [file, target ?? ''] as const,
  ),
);

test.each(links)('%s links to %s, which is there', (file, target) => {
  expect(existsSync(join(root, file, '..', target))).toBe(true);
});
